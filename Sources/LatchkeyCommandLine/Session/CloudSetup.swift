import AutomationCore
import CloudPasswords
import Logging
import PluginHost

/// What the services of a command are made from, be it a run or a single call.
struct CloudSetup {
    let world: World
    let events: any EventSink
    let options: CommonOptions
    let environment: [String: String]
    let store: any SecretStore
    let plugins: ActivePlugins

    /// The services on a cloud of the operator's.
    ///
    /// - Throws: ``AutomationError`` when an option or a variable cannot be what it should.
    func open() throws -> OpenedCloud {
        var credentialWorld = world
        credentialWorld.transport = LoggedTransport(world.transport, logger: logger, clock: world.clock)
        let location = try options.cloud.location(environment: environment, files: world.files)
        let credentials = try options.cloud.credentials(
            environment: environment,
            world: credentialWorld,
            suppliers: plugins.credentials
        )
        let learned = LearnedLimits(
            location: location,
            stated: options.cloud.limits,
            file: memoryFile,
            world: world,
            events: events
        )
        return open(location, credentials, learned: learned)
    }

    /// The services on a cloud that is known already.
    func open(_ location: CloudLocation, _ credentials: CredentialProvider, learned: LearnedLimits?) -> OpenedCloud {
        let quotas = RequestQuotas(world: world, limits: learned?.limits ?? options.cloud.limits)
        let client = CloudClient(
            location: location,
            credentials: credentials,
            world: world,
            events: events,
            logger: logger,
            derivesSigningKeys: options.cloud.derivedSigning,
            quotas: quotas
        )
        let service = PasswordService(
            client: client,
            store: store,
            world: world,
            events: events,
            defaultAPI: options.cloud.api,
            experience: learned?.experience ?? InjectionExperience(),
            hooks: OperationHooks(plugins.hooks, events: events),
            policies: plugins.policies
        )
        return OpenedCloud(passwords: service, quotas: quotas, learned: learned)
    }

    private var logger: Logger { EventLogHandler.logger(events: events, isVerbose: options.output.verbose) }

    /// Where runs remember what they have learned. What a simulated cloud shows is worth nothing elsewhere, so a speed
    /// of its own has no memory, unless one is named.
    private var memoryFile: RunMemoryFile? {
        let named = environment["LATCHKEY_STATE"].flatMap { $0.isEmpty ? nil : $0 }
        guard world.speed == 1 || named != nil else { return nil }
        return RunMemoryFile(path: (named ?? UserFolders.state(environment)) + "/memory.json", world: world)
    }
}
