import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import Logging
import TestSupport
import Testing

extension SimulatedSetting {
    /// When simulated worlds begin.
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    /// A setting with one server that was launched an hour ago, its password long injected.
    static func settled(
        seed: UInt64 = 1,
        token: String = SimulatorConfiguration.defaultToken,
        faults: [FaultRule] = [],
        prepare: (inout SimulatedCloud) -> Void = { _ in }
    ) throws -> SimulatedSetting {
        try SimulatedSetting(seed: seed, servers: 0, token: token) { cloud in
            cloud.addServer(launchedAt: start.addingTimeInterval(-3600))
            cloud.faults = FaultPlan(faults)
            prepare(&cloud)
        }
    }

    /// The store, as the protocol that it keeps.
    var vault: any SecretStore { store }

    /// The first server.
    var server: Server {
        get throws { try #require(servers.first) }
    }

    /// How long after the beginning each request of this kind arrived.
    func times(of operation: SimulatedOperation) -> [Double] {
        requests.filter { $0.operation == operation }.map { $0.time.timeIntervalSince(Self.start) }
    }

    /// Runs what is expected to fail, and gives its error.
    func failure<Result: Sendable>(
        of body: @escaping @Sendable () async throws -> Result,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> AutomationError {
        try #require(throws: AutomationError.self, sourceLocation: location) { _ = try simulation.run(body) }
    }

    /// A service like the setting's own, but for what is given.
    func service(
        store: (any SecretStore)? = nil,
        url: String = "https://ecs.simulated.example",
        projectID: String? = SimulatorConfiguration.defaultProjectID,
        location: CloudLocation? = nil,
        credentials: (any CredentialSource)? = nil,
        world: World? = nil,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        derivesSigningKeys: Bool = false,
        quotas: RequestQuotas? = nil,
        retryPolicy: RetryPolicy = RetryPolicy(),
        experience: InjectionExperience = InjectionExperience(),
        api: CloudAPI = .v1,
        hooks: [any OperationHook] = [],
        policies: [any PasswordPolicy] = []
    ) throws -> PasswordService {
        let world = world ?? self.world
        return PasswordService(
            client: CloudClient(
                location: location ?? CloudLocation(endpoint: url, projectID: projectID),
                credentials: CredentialProvider(
                    source: credentials
                        ?? FixedCredential(token: Secret(SimulatorConfiguration.defaultToken), name: "test"),
                    world: world
                ),
                world: world,
                events: events,
                logger: logger,
                derivesSigningKeys: derivesSigningKeys,
                quotas: quotas,
                retryPolicy: retryPolicy
            ),
            store: store ?? self.store,
            world: world,
            events: events,
            defaultAPI: api,
            experience: experience,
            hooks: OperationHooks(hooks, events: events),
            policies: policies
        )
    }

    /// The retries that were told of.
    var retries: [(attempt: Int, reason: String, pause: Duration)] {
        events.all.compactMap { event in
            if case .retrying(_, _, let attempt, let reason, let pause) = event {
                (attempt, reason, pause)
            } else {
                nil
            }
        }
    }

    /// The steps that were told of.
    var steps: [String] {
        events.all.compactMap { if case .step(_, let what) = $0 { what } else { nil } }
    }
}
