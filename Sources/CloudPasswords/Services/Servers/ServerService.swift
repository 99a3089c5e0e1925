public import AutomationCore

/// What can be asked about servers and done to their power.
public struct ServerService: Sendable {
    /// What all copies share. A service is copied for every call, and a copy should cost next to nothing.
    private final class Core: Sendable {
        let world: World
        let memory: ServerMemory
        let hooks: OperationHooks

        init(world: World, hooks: OperationHooks) {
            self.world = world
            self.hooks = hooks
            memory = ServerMemory(world: world)
        }
    }

    /// The API that is used where a call names none.
    public let defaultAPI: CloudAPI
    private(set) var client: CloudClient
    private let core: Core
    var world: World { core.world }
    var events: any EventSink { client.events }
    /// What one call has learned that spares others a request; shared by all copies of the service.
    var memory: ServerMemory { core.memory }
    /// Who is asked before anything is changed in the cloud.
    var hooks: OperationHooks { core.hooks }

    /// Puts a service together.
    ///
    /// - Parameter hooks: Who is asked before anything is changed in the cloud.
    public init(
        client: CloudClient,
        world: World,
        events: any EventSink,
        defaultAPI: CloudAPI = .v1,
        hooks: OperationHooks = OperationHooks()
    ) {
        self.client = client.reporting(to: events)
        self.defaultAPI = defaultAPI
        core = Core(world: world, hooks: hooks)
    }

    /// The same service, telling what happens to somebody else.
    public func reporting(to events: any EventSink) -> ServerService {
        var service = self
        service.client = client.reporting(to: events)
        return service
    }

    /// Asks the cloud about a server.
    ///
    /// - Parameters:
    ///   - server: The server; its id is enough.
    ///   - api: The API to call; nil for the service's own.
    ///   - caller: What errors call the operation.
    /// - Returns: The server with its name and its detail.
    /// - Throws: ``AutomationError``, or `CancellationError` when the task was cancelled.
    public func detail(
        of server: Server,
        api: CloudAPI? = nil,
        caller: String = "server.get"
    ) async throws -> Server {
        let body = try await send(.showServer, of: server, api: api, caller: caller)
        do { return try Server(detailBody: body, of: server) } catch { throw error.about(caller, server) }
    }

    /// Sends a row of the operation table.
    func send(
        _ action: CloudAction,
        of server: Server?,
        api: CloudAPI?,
        caller: String,
        prepare: (inout CloudRequest) -> Void = { _ in }
    ) async throws -> [UInt8] {
        let operation: CloudOperation
        do { operation = try OperationTable.operation(action, in: api ?? defaultAPI) } catch {
            throw error.about(caller, server)
        }
        var request = CloudRequest(operation, server: server, caller: caller)
        prepare(&request)
        return try await client.send(request)
    }
}
