import ArgumentParser
import AutomationCore
import CloudPasswords
import Foundation
import PluginHost
import StandardPlugins

/// `latchkey plugin test`.
struct PluginTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hold a plugin against what every plugin keeps.",
        discussion: """
            The plugin really runs, again and again: give it the options and grants of a place for trying things. Its \
            hook, policy and event sink hear of servers that do not exist. Its secret store is written only for servers \
            whose ids begin with what --store-server says; what is stored there stays.

            PLUGIN is a folder or, in a program that has plugins built in, the name of one of them. Where both are \
            there, NAME is the built-in one and ./NAME the folder. What cannot be tried is skipped, with the reason.

            EXIT CODES:
              0    it keeps everything that could be tried
              1    it does not
              64   the command line is wrong: there is no plugin, or an option is missing or no good
            """
    )

    @Argument(help: "The plugin's folder, or the name of one that is built in.", completion: .directory)
    var plugin: String

    @Option(
        name: .customLong("option"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "What is set for the plugin; lists and tables in JSON. Once per option.",
            valueName: "NAME=VALUE"
        )
    )
    var options: [VariableOption] = []

    @Option(
        name: .customLong("secret-option"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "A secret that is set for it: the first line of a file. Once per option.",
            valueName: "NAME=FILE"
        )
    )
    var secretOptions: [VariableOption] = []

    @Option(
        help: ArgumentHelp(
            "What the ids of the servers begin with that the secret store may be written for; new ones are used every "
                + "time. (default: it is not written)",
            valueName: "id"
        )
    )
    var storeServer: String?

    @OptionGroup(title: "Grants") var grants: GrantOptions

    @Flag(name: .customLong("allow-secrets"), help: "Let the plugin see passwords as text, if it asks for it.")
    var allowsSecrets = false

    @OptionGroup(title: "Network") var network: NetworkOptions

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func validate() throws {
        if storeServer?.isEmpty == true { throw ValidationError("--store-server: expected an id, got nothing") }
        for option in options + secretOptions
        where (options + secretOptions).count(where: { $0.name == option.name }) > 1 {
            throw ValidationError("the option \"\(option.name)\" is given twice")
        }
    }

    func run() async throws {
        let outcomes: [ConformanceOutcome]
        do { outcomes = try await test() } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
        let report = PluginTestReport(outcomes)
        try Console.results(json ? [try report.json()] : [report.summary])
        if report.failed > 0 { throw ExitCode.runbookFailed }
    }

    private func test() async throws -> [ConformanceOutcome] {
        let environment = ProcessInfo.processInfo.environment
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        let subject = try PluginTestSubject(plugin, files: files)
        let granted = try granted(environment, files)
        let transportOptions = try network.transport(environment: environment, files: files)
        return try await HTTPClientTransport.withTransport(options: transportOptions) { transport in
            let world = World(
                clock: SystemClock(),
                randomness: SystemRandomSource(),
                transport: transport,
                executor: globalConcurrentExecutor,
                files: files,
                processes: SystemProcesses(environment: environment)
            )
            let conformance = PluginConformance(
                options: try await optionValues(subject, world),
                grants: granted,
                world: world,
                reserved: Set(DeclaredModules.builtIn.map(\.name)),
                storeServer: storeServer
            ) { events in try await subject.load(PluginLoader(world: world, events: events)) }
            let lines = PluginTestLines(isSilent: json)
            return await conformance.run { lines.add($0) }
        }
    }

    /// What the flags grant, by the names that were given too: a plugin asks for `gpg`, wherever that is.
    private func granted(_ environment: [String: String], _ files: FileRoot) throws(AutomationError) -> Grants {
        var granted = try grants.grants(environment: environment, files: files)
        granted.programs += grants.programs.filter { !granted.programs.contains($0) }
        granted.allowsSecrets = allowsSecrets
        return granted
    }

    /// What is set for the plugin, each as its declaration wants it.
    private func optionValues(_ subject: PluginTestSubject, _ world: World) async throws -> [String: Value] {
        var values: [String: Value] = [:]
        for option in secretOptions {
            values[option.name] = .object(
                try SecretFile.firstLine(world.files.resolve(option.value), called: "--secret-option \(option.name)")
            )
        }
        let display = ProgressDisplay(clock: world.cloudClock, isVerbose: false)
        let loader = PluginLoader(world: world, events: display)
        // A plugin that cannot even be loaded has failed a check; that is not for the command line to say.
        guard let manifest = try? await loader.ending({ try await subject.load(loader).manifest }) else {
            return values
        }
        for option in options {
            let declared = manifest.options.first { $0.name == option.name }
            values[option.name] = try PluginOptionText.value(option.value, for: declared, called: option.name)
        }
        do { _ = try PluginOptions(values, for: manifest) } catch {
            throw AutomationError(
                .input,
                error.message,
                hint: error.hint ?? "give it with --option NAME=VALUE, or --secret-option NAME=FILE"
            )
        }
        return values
    }
}
