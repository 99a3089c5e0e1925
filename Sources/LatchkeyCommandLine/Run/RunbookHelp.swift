import ArgumentParser
import AutomationCore
import Foundation
import RunbookEngine

/// `latchkey run SCRIPT --help`: the runbook's own inputs, for which it is not run.
struct RunbookHelp {
    /// The path as it was typed.
    let script: String
    private let folders: PluginFolderOptions

    /// The script that help is wanted about; nil when it is wanted about the command, or not at all.
    init?(arguments: [String]) {
        let options = arguments.prefix { $0 != "--" }
        guard arguments.first == "run", options.contains(where: Self.isHelp) else { return nil }
        // Only the parser can tell a script from an option's value.
        let rest = options.filter { !Self.isHelp($0) } + arguments[options.count...]
        guard let command = try? LatchkeyCommand.parseAsRoot(Array(rest)) as? RunCommand else { return nil }
        script = command.script
        folders = command.options.common.extensions.folders
    }

    private static func isHelp(_ argument: String) -> Bool { argument == "--help" || argument == "-h" }

    /// Writes the help.
    ///
    /// - Throws: `ExitCode` when the runbook cannot tell its inputs.
    func write() async throws(ExitCode) {
        let world = DeclaredModules.world
        let context = RunContext(world: world, events: ProgressDisplay(clock: world.cloudClock, isVerbose: false))
        let inputs: [InputDescription]?
        do {
            let plugins = DeclaredModules.plugins + (try await DeclaredModules.team(folders))
            let runner = RunbookRunner(plugins: plugins, context: context, inputs: RunInputs())
            inputs = try await runner.inputs(of: try RunbookFile.read(script, files: world.files))
        } catch {
            let error = AutomationError(error, otherwise: .script)
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
        try Console.results(InputHelp(script: script, inputs: inputs).lines)
    }
}
