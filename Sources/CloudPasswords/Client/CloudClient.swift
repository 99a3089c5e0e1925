public import AutomationCore
import HTTPTypes
public import Logging

/// Sends operations of the ``OperationTable`` to a cloud.
///
/// The order of its middlewares, outermost first: logging, deadline, retry, authentication, error decoding, transport.
/// Retry stands outside authentication, so every attempt is authenticated afresh; errors are decoded innermost, so
/// everything above sees a typed error.
public struct CloudClient: Sendable {
    private let endpoint: CloudEndpoint
    private let world: World
    private let middlewares: [any Middleware]
    private var events: any EventSink

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - limit: How long an operation may take with all its retries, on the world's clock.
    public init(
        endpoint: CloudEndpoint,
        tokens: any TokenSource,
        world: World,
        events: any EventSink,
        logger: Logger,
        retryPolicy: RetryPolicy = RetryPolicy(),
        limit: Duration = .seconds(60)
    ) {
        self.endpoint = endpoint
        self.world = world
        self.events = events
        middlewares = [
            LoggingMiddleware(logger: logger, clock: world.clock),
            DeadlineMiddleware(clock: world.clock, limit: limit),
            RetryMiddleware(policy: retryPolicy, clock: world.clock, randomness: world.randomness),
            AuthenticationMiddleware(tokens: tokens),
            ErrorDecodingMiddleware(clock: world.clock),
        ]
    }

    /// The same client, telling what happens to somebody else.
    public func reporting(to events: any EventSink) -> CloudClient {
        var client = self
        client.events = events
        return client
    }

    /// Sends an operation and returns the body of its answer.
    ///
    /// - Parameters:
    ///   - body: JSON, or nothing.
    ///   - caller: What errors call the operation: `password.get`.
    ///   - secrets: What the body holds and no error, event or log line may show.
    /// - Throws: ``AutomationError``, or `CancellationError` when the task was cancelled.
    public func send(
        _ operation: CloudOperation,
        server: Server,
        body: [UInt8] = [],
        caller: String,
        hiding secrets: [Secret] = []
    ) async throws -> [UInt8] {
        try Task.checkCancellation()
        let request: TransportRequest
        do {
            request = try makeRequest(operation, server: server, body: body)
        } catch {
            throw error.about(caller, server)
        }
        let context = RequestContext(
            operation: operation,
            server: server,
            caller: caller,
            deadline: MonotonicInstant(offset: .seconds(Int64.max / 2)),
            attempt: 1,
            secrets: secrets,
            events: events
        )
        return try await pass(request, context: context, to: 0).body
    }

    private func pass(
        _ request: TransportRequest,
        context: RequestContext,
        to index: Int
    ) async throws -> TransportResponse {
        guard index < middlewares.count else { return try await world.transport.send(request) }
        return try await middlewares[index].handle(request, context: context) { request, context in
            try await pass(request, context: context, to: index + 1)
        }
    }

    private func makeRequest(
        _ operation: CloudOperation,
        server: Server,
        body: [UInt8]
    ) throws(AutomationError) -> TransportRequest {
        var head = HTTPRequest(
            method: operation.method,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: try endpoint.path(of: operation, server: server)
        )
        head.headerFields[.accept] = "application/json"
        head.headerFields[.userAgent] = UserAgent.value
        if !body.isEmpty { head.headerFields[.contentType] = "application/json;charset=utf-8" }
        return TransportRequest(head: head, body: body, timeout: .seconds(30))
    }
}
