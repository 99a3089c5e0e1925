public import AutomationCore
import Foundation

/// The password operations, safe to use: what they destroy or replace is in the secret store first.
public struct PasswordService: Sendable {
    /// What all copies share. A service is copied for every call, and a copy should cost next to nothing.
    private final class Core: Sendable {
        let store: any SecretStore
        let resets = ResetGate()
        let schedule: InjectionSchedule
        let policies: [any PasswordPolicy]

        init(store: any SecretStore, schedule: InjectionSchedule, policies: [any PasswordPolicy]) {
            self.store = store
            self.schedule = schedule
            self.policies = policies
        }
    }

    private let core: Core
    /// What can be asked about the servers and done to their power.
    public private(set) var servers: ServerService

    /// The API that is used where a call names none.
    public var defaultAPI: CloudAPI { servers.defaultAPI }
    /// Who is looked at next, for everything that uses the account.
    public var schedule: InjectionSchedule { core.schedule }
    var client: CloudClient { servers.client }
    var store: any SecretStore { core.store }
    var world: World { servers.world }
    var events: any EventSink { servers.events }
    var resets: ResetGate { core.resets }
    var hooks: OperationHooks { servers.hooks }
    var policies: [any PasswordPolicy] { core.policies }

    /// Puts a service together.
    ///
    /// - Parameters:
    ///   - experience: What earlier runs have learned of how long injections take.
    ///   - hooks: Who is asked before anything is changed in the cloud.
    ///   - policies: What a password must satisfy beside the API's rules.
    public init(
        client: CloudClient,
        store: any SecretStore,
        world: World,
        events: any EventSink,
        defaultAPI: CloudAPI = .v1,
        experience: InjectionExperience = InjectionExperience(),
        hooks: OperationHooks = OperationHooks(),
        policies: [any PasswordPolicy] = []
    ) {
        servers = ServerService(client: client, world: world, events: events, defaultAPI: defaultAPI, hooks: hooks)
        core = Core(
            store: store,
            schedule: InjectionSchedule(world: world, quotas: client.quotas, experience: experience),
            policies: policies
        )
    }

    /// The same service, telling what happens to somebody else.
    public func reporting(to events: any EventSink) -> PasswordService {
        var service = self
        service.servers = servers.reporting(to: events)
        return service
    }

    /// Asks the cloud about a server.
    ///
    /// - Returns: The server with its name and its detail.
    ///
    /// - Throws: ``AutomationError``.
    public func detail(
        of server: Server,
        api: CloudAPI? = nil,
        caller: String = "server.get"
    ) async throws -> Server {
        try await servers.detail(of: server, api: api, caller: caller)
    }

    /// Gets the sealed initial password; nil when the answer is empty.
    ///
    /// Empty means any of: not injected yet, cleared, a Linux server, a server without an RSA key pair.
    ///
    /// - Throws: ``AutomationError``.
    public func sealedPassword(
        of server: Server,
        api: CloudAPI? = nil,
        caller: String = "password.get"
    ) async throws -> SealedPassword? {
        try await sealedPassword(of: server, api: api, caller: caller, permit: nil)
    }

    /// The same with a right to send the request that was waited for already.
    func sealedPassword(
        of server: Server,
        api: CloudAPI?,
        caller: String,
        permit: QuotaPermit?
    ) async throws -> SealedPassword? {
        let body = try await send(.getPassword, api, server, caller: caller, permit: permit)
        guard !body.isEmpty else { return nil }
        guard let answer = SealedPasswordAnswer(body) else {
            throw CloudErrorDecoder.unexpectedBody(body, expected: "a sealed password").about(caller, server)
        }
        return answer.password.flatMap { SealedPassword(text: $0, server: server) }
    }

    /// Asks whether the server's password can be reset: whether the reset plug-in has run in it.
    ///
    /// - Throws: ``AutomationError``; of kind ``ErrorKind/unsupported`` where the API cannot tell.
    public func canReset(
        _ server: Server,
        api: CloudAPI? = nil,
        caller: String = "password.check_flag"
    ) async throws -> Bool {
        let body = try await send(.checkResetFlag, api, server, caller: caller)
        guard let flag = try? JSONDecoder().decode(ResetFlag.self, from: Data(body)) else {
            throw CloudErrorDecoder.unexpectedBody(body, expected: "a reset flag").about(caller, server)
        }
        return flag.isSet
    }

    func operation(
        _ action: CloudAction,
        _ api: CloudAPI?,
        _ server: Server,
        caller: String
    ) throws(AutomationError) -> CloudOperation {
        do { return try OperationTable.operation(action, in: api ?? defaultAPI) } catch {
            throw error.about(caller, server)
        }
    }

    private func send(
        _ action: CloudAction,
        _ api: CloudAPI?,
        _ server: Server,
        caller: String,
        permit: QuotaPermit? = nil
    ) async throws -> [UInt8] {
        var request = CloudRequest(try operation(action, api, server, caller: caller), server: server, caller: caller)
        request.permit = permit
        return try await client.send(request)
    }
}
