import ArgumentParser
import AutomationCore
import Foundation
import PluginHost

/// `latchkey plugin list`.
struct PluginListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the plugins that are found, what they ask for, and whether they are used.",
        discussion: """
            WHERE is the plugin's folder, or "built in". STANDING is used, refused (nobody has accepted it as it is now) or \
            broken, the last two with the reason. Programs that are plugins and have been accepted are started to ask \
            them who they are; one that nobody has accepted as it is now is not looked at: 'latchkey plugin show NAME' \
            starts it.

            \(ExitCode.shortTable)
            """
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
                    entry.name, entry.manifest?.version ?? "-", entry.kind, Self.place(entry), Self.asked(entry),
                    Self.standing(entry),
                ]
            }
            let head = ["NAME", "VERSION", "KIND", "WHERE", "ASKS FOR", "STANDING"]
            try Console.results(TableText.lines([head] + rows))
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    private static func place(_ entry: PluginInspection.Entry) -> String {
        guard let path = entry.found?.path else { return "built in" }
        let here = (FileManager.default.currentDirectoryPath as NSString).resolvingSymlinksInPath + "/"
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }

    private static func asked(_ entry: PluginInspection.Entry) -> String {
        if entry.isUnasked { return "not looked at" }
        let asked = entry.manifest?.permissions.missing(in: Grants()) ?? []
        return asked.isEmpty ? "-" : asked.joined(separator: ", ")
    }

    private static func standing(_ entry: PluginInspection.Entry) -> String {
        if let problem = entry.problem { return "broken: \(problem.message)" }
        guard let refusal = entry.refusal else { return "used" }
        let advice = entry.isUnasked ? "; start it to see what it asks for: latchkey plugin show \(entry.name)" : ""
        return "refused: \(refusal.message)\(advice)"
    }
}
