import ArgumentParser
import AutomationCore
import Foundation
import PluginHost

/// `latchkey plugin list`.
struct PluginListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the plugins that are found, what they ask for, and whether they are used."
    )

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func run() async throws {
        do {
            let entries = try await PluginInspection().all()
            if json { return try Console.results([try PluginDocument(entries).text()]) }
            guard !entries.isEmpty else { return Console.note("there is no plugin") }
            let rows = entries.map { entry in
                [
                    entry.found.name, entry.manifest?.version ?? "-", entry.found.kind.rawValue,
                    entry.manifest.map { $0.permissions.missing(in: Grants()).joined(separator: ", ") }
                        .flatMap { $0.isEmpty ? nil : $0 } ?? "-",
                    Self.standing(entry),
                ]
            }
            try Console.results(TableText.lines([["NAME", "VERSION", "KIND", "ASKS FOR", "STANDING"]] + rows))
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    private static func standing(_ entry: PluginInspection.Entry) -> String {
        if let problem = entry.problem { return "broken: \(problem.message)" }
        return entry.refusal.map { "refused: \($0.message)" } ?? "used"
    }
}
