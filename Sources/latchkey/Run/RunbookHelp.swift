import ArgumentParser
import AutomationCore
import Foundation
import RunbookEngine

/// `latchkey run SCRIPT --help`: the runbook's own inputs, for which it is not run.
struct RunbookHelp {
    /// The path as it was typed.
    let script: String

    /// The script that help is wanted about; nil when it is wanted about the command, or not at all.
    init?(arguments: [String]) {
        let options = arguments.prefix { $0 != "--" }
        guard arguments.first == "run", options.contains(where: Self.isHelp) else { return nil }
        // Only the parser can tell a script from an option's value.
        let rest = options.filter { !Self.isHelp($0) } + arguments[options.count...]
        guard let command = try? Latchkey.parseAsRoot(Array(rest)) as? RunCommand else { return nil }
        script = command.script
    }

    private static func isHelp(_ argument: String) -> Bool { argument == "--help" || argument == "-h" }

    /// Writes the help.
    ///
    /// - Throws: `ExitCode` when the runbook cannot tell its inputs.
    func write() async throws(ExitCode) {
        let world = DeclaredModules.world
        let context = RunContext(world: world, events: ProgressDisplay(clock: world.cloudClock, isVerbose: false))
        let runner = RunbookRunner(plugins: DeclaredModules.plugins, context: context, inputs: RunInputs())
        let inputs: [InputDescription]?
        do throws(AutomationError) {
            inputs = try await runner.inputs(of: try RunbookFile.read(script, files: world.files))
        } catch {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
        try Console.results(InputHelp(script: script, inputs: inputs).lines)
    }
}
