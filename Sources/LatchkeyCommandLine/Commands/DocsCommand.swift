import ArgumentParser
import AutomationCore
import Foundation
import RunbookEngine

/// `latchkey docs`.
struct DocsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Tell what a runbook can call.",
        discussion: """
            Without a name one line about every function. It is made from what the functions are called by, so it is \
            never out of date.

            \(ExitCode.shortTable)
            """
    )

    @Argument(
        help:
            "What to tell all about: a module, a function, a kind of object, like password, password.wait or secret:reveal; or error."
    )
    var name: String?

    @Flag(help: "Write it as one JSON document.")
    var json = false

    @OptionGroup var plugins: PluginFolderOptions

    func run() async throws {
        let reference = ScriptReference(try await DeclaredModules.shown(plugins))
        do {
            guard json else { return try Console.results(reference.page(about: name)) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let document = try encoder.encode(reference.document(about: name))
            try Console.results([String(decoding: document, as: UTF8.self)])
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }
}
