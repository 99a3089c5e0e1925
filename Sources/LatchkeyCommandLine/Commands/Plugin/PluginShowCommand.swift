import ArgumentParser
import AutomationCore
import Foundation
import PluginHost

/// `latchkey plugin show`.
struct PluginShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a plugin: what it offers, what can be set, what it asks for.",
        discussion: """
            A plugin in Lua can reach nothing while it is looked at; one that is a program is \
            started, accepted or not, and said so.

            \(ExitCode.pluginTable)
            """
    )

    @Argument(help: "The plugin's name, or its folder.")
    var plugin: String

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func run() async throws {
        do {
            let entry = try await PluginInspection().plugin(plugin)
            if json { return try Console.results([try PluginDocument([entry]).text()]) }
            if let problem = entry.problem { throw problem }
            try Console.results(Self.lines(entry))
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    private static func lines(_ entry: PluginInspection.Entry) -> [String] {
        guard let manifest = entry.manifest else { return [] }
        var lines = ["\(manifest.name) \(manifest.version) (\(entry.kind))", manifest.summary, ""]
        if let found = entry.found {
            lines += ["FOLDER:", "  \(found.path)", "  sha256 \(found.hash)", ""]
        } else {
            lines += ["WHERE:", "  built in", ""]
        }
        if !entry.modules.isEmpty { lines += ["MODULES:", "  " + entry.modules.joined(separator: ", "), ""] }
        if let slots = entry.slots, !slots.isEmpty { lines += ["OFFERS:"] + slots.map { "  " + $0.title } + [""] }
        if !manifest.options.isEmpty {
            lines.append("OPTIONS:")
            let rows = manifest.options.map { option in
                [
                    "  " + option.name, option.type.expectation,
                    option.defaultText.map { "default: \($0)" } ?? (option.isOptional ? "optional" : "required"),
                    option.summary,
                ]
            }
            lines += TableText.lines(rows) + [""]
        }
        let asked = manifest.permissions.missing(in: Grants())
        lines.append("ASKS FOR:")
        lines += asked.isEmpty ? ["  nothing"] : asked.map { "  " + $0 }
        if entry.found?.kind == .process { lines += ["", PluginHost.ProcessPlugin.reachNote] + entry.warnings }
        lines += ["", "STANDING:", "  " + (entry.refusal?.message ?? "used")]
        return lines
    }
}
