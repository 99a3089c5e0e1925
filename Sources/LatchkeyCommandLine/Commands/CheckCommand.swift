import ArgumentParser
import AutomationCore
import Foundation
import RunbookChecker
import RunbookEngine

/// `latchkey check`.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what is wrong in runbooks without running them.",
        discussion: """
            Looks for mistakes that can be known from the text: syntax, names that stand for nothing, wrong options and \
            arguments, waits where Lua cannot wait. Each is written as file:line:column: message [code]. About a sound \
            runbook nothing is written.

            \(ExitCode.checkTable)
            """
    )

    @Argument(help: "The runbooks, Lua scripts.", completion: .file(extensions: ["lua"]))
    var scripts: [String]

    @Flag(help: "Write the findings as one JSON document.")
    var json = false

    @OptionGroup var plugins: PluginFolderOptions

    func run() async throws {
        let checker = RunbookChecker(
            modules: try await DeclaredModules.shown(plugins),
            inputs: RunbookRunner.inputVocabulary,
            removedNames: RunbookRunner.removedNames
        )
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        var findings: [Diagnostic] = []
        var isUnreadable = false
        for script in scripts {
            do {
                let source = try ScriptFile(script, files: files)
                findings += checker.check(source.bytes, file: script, moduleSource: source.module)
            } catch {
                // The other scripts can be checked all the same.
                Console.error(error)
                isUnreadable = true
            }
        }
        let report = CheckReport(findings: findings)
        try Console.results(json ? [try report.json()] : report.lines)
        if isUnreadable { throw ExitCode.usage }
        if !findings.isEmpty { throw ExitCode.runbookFailed }
    }
}
