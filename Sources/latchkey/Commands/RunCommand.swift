import ArgumentParser
import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import RunbookEngine
import StandardPlugins

/// `latchkey run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a runbook.",
        discussion: """
            Progress goes to the standard error, the summary per server to the standard output.
            Ctrl-C stops in order: nothing new starts, and a reset that was begun is finished.

            \(ExitCode.table)
            """
    )

    @Argument(help: "The runbook, a Lua script.", completion: .file(extensions: ["lua"]))
    var script: String

    @Option(name: .long, parsing: .singleValue, help: "Id of a server to work on; once per server.")
    var server: [String] = []

    @Option(
        name: .customLong("var"),
        parsing: .singleValue,
        help: ArgumentHelp("Value of an input of the runbook; once per input.", valueName: "NAME=VALUE")
    )
    var variable: [VariableOption] = []

    @OptionGroup var cloud: CloudOptions

    @Option(help: "Folder to keep passwords in; or LATCHKEY_VAULT. (default: ~/.local/share/latchkey/vault)")
    var vault: String?

    @Flag(help: "Allow the runbook to turn secrets into text with secret:reveal().")
    var reveal = false

    @Option(
        defaultAsFlag: ArgumentList.simulatedServers,
        parsing: .next,
        help: ArgumentHelp("Run against a simulated cloud with N new Windows servers.", valueName: "N")
    )
    var simulate: Int?

    @Option(help: "How many times faster than life the cloud runs. (default: 60 with --simulate, else 1)")
    var speed: Double?

    @Option(help: "What the simulator's chances come from; the same seed gives the same cloud.")
    var seed: UInt64 = 1

    @Flag(help: "Write the summary as JSON.")
    var json = false

    @Flag(help: "Tell more, every request too.")
    var verbose = false

    func validate() throws {
        if let simulate, !(1...10_000).contains(simulate) {
            throw ValidationError("--simulate: expected 1 to 10000 servers, got \(simulate)")
        }
        if let speed, !(speed > 0 && speed <= 100_000) {
            throw ValidationError("--speed: expected a number above 0 and up to 100000, got \(speed)")
        }
        if vault?.isEmpty == true { throw ValidationError("--vault: expected a folder, got nothing") }
        var seen: Set<String> = []
        for id in server {
            guard !id.isEmpty, id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
                throw ValidationError("--server: expected the id of a server, got '\(id)'")
            }
            guard seen.insert(id).inserted else { throw ValidationError("--server: \(id) is given twice") }
        }
        if simulate != nil, cloud.endpoint != nil {
            throw ValidationError("--simulate and --endpoint exclude each other")
        }
    }

    func run() async throws {
        let watch = SignalWatch()
        let report: RunReport
        do {
            report = try await execute(watch: watch)
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode.usage
        }
        if let error = report.error, !report.wasInterrupted { Console.error(error) }
        if json {
            Console.result(try RunReportJSON(report).text())
        } else {
            for line in RunSummary.lines(for: report) { Console.result(line) }
        }
        if let code = watch.exitCode { throw code }
        if let error = report.error { throw error.kind == .input ? ExitCode.usage : ExitCode.runbookFailed }
        guard report.failedCount > 0 else { return }
        // Where every server failed for want of an option, it is the command line that failed.
        let isUsage = report.servers.allSatisfy { $0.error?.kind == .input }
        throw isUsage ? ExitCode.usage : ExitCode.serversFailed
    }

    /// The values from `--var` by name.
    func variables() throws(AutomationError) -> [String: String] {
        var values: [String: String] = [:]
        for variable in variable {
            guard values.updateValue(variable.value, forKey: variable.name) == nil else {
                throw AutomationError(.input, "--var \(variable.name) is given twice")
            }
        }
        return values
    }

    private func execute(watch: SignalWatch) async throws -> RunReport {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let runbook = try readRunbook(files)
        let environment = ProcessInfo.processInfo.environment
        return try await HTTPClientTransport.withTransport { transport in
            let world = World(
                clock: SystemClock(),
                randomness: SystemRandomSource(),
                transport: transport,
                executor: globalConcurrentExecutor,
                files: files,
                speed: speed ?? (simulate == nil ? 1 : 60)
            )
            let events = ProgressDisplay(clock: world.cloudClock, isVerbose: verbose)
            guard let simulate else {
                let folder = vault ?? environment["LATCHKEY_VAULT"] ?? Self.defaultVault(environment)
                let setup = try setup(world, events, environment, vault: folder)
                let runner = try setup.runner()
                return try await watch.watch(events: events) { await runner.run(runbook) }
            }
            return try await ScratchFolder.withFolder { scratch in
                let fleet = try SimulatedFleet(
                    count: simulate,
                    speed: world.speed,
                    seed: seed,
                    clock: world.clock,
                    folder: scratch
                )
                let setup = try setup(world, events, environment, vault: vault ?? scratch + "/vault")
                return try await watch.watch(events: events) {
                    try await SimulatedRun(fleet: fleet, setup: setup, events: events).report(for: runbook)
                }
            }
        }
    }

    private func setup(
        _ world: World,
        _ events: any EventSink,
        _ environment: [String: String],
        vault: String
    ) throws -> RunSetup {
        let store = FolderSecretStore(folder: vault, world: world)
        try store.checkUsable()
        return RunSetup(world: world, events: events, options: self, environment: environment, store: store)
    }

    private func readRunbook(_ files: FileRoot) throws(AutomationError) -> Runbook {
        let path = files.resolve(script)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw AutomationError(.input, "there is no runbook \(script)", hint: "give the path of a Lua script")
        }
        guard !isFolder.boolValue, let contents = FileManager.default.contents(atPath: path) else {
            throw AutomationError(.input, "the runbook \(script) cannot be read", hint: "give the path of a Lua script")
        }
        return Runbook(name: script, source: String(decoding: contents, as: UTF8.self))
    }

    private static func defaultVault(_ environment: [String: String]) -> String {
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (data ?? NSHomeDirectory() + "/.local/share") + "/latchkey/vault"
    }
}
