public import AutomationCore
import Foundation
import HTTPTypes
public import Logging

/// Sends operations of the ``OperationTable`` to a cloud.
///
/// The order of its middlewares, outermost first: logging, deadline, retry, quota, clock skew, authentication, error
/// decoding, request log, transport. Retry stands outside quota and authentication, so every attempt is counted, signed
/// afresh and given what credential there is; errors are decoded inside of all that, so everything above sees a typed
/// error.
public struct CloudClient: Sendable {
    /// How long an operation may take with all its attempts, unless said otherwise: long enough for a server that is
    /// busy with another command for a minute, and for the attempts before and after.
    public static let defaultLimit = Duration.seconds(300)

    /// What all copies share. A client is copied for every call, and a copy should cost next to nothing.
    private final class Core: Sendable {
        let quotas: RequestQuotas
        let serverClock: ServerClock
        let endpoints: EndpointResolver
        let world: World
        let middlewares: [any Middleware]

        init(
            _ quotas: RequestQuotas,
            _ serverClock: ServerClock,
            _ endpoints: EndpointResolver,
            _ world: World,
            _ middlewares: [any Middleware]
        ) {
            self.quotas = quotas
            self.serverClock = serverClock
            self.endpoints = endpoints
            self.world = world
            self.middlewares = middlewares
        }
    }

    private let core: Core
    /// Who hears what happens.
    private(set) var events: any EventSink

    /// The account's quotas, shared by all copies of the client.
    public var quotas: RequestQuotas { core.quotas }
    /// By how much this machine's calendar differs from the cloud's.
    var serverClock: ServerClock { core.serverClock }

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - location: Where the cloud is, as far as it is known; the rest comes with the credential.
    ///   - credentials: Who we are to it.
    ///   - derivesSigningKeys: Whether access keys sign with a key derived for day, region and service
    ///     (`V11-HMAC-SHA256`) instead of the secret itself: what some private clouds ask for.
    ///   - quotas: How many requests it allows; nil to learn it.
    ///   - limit: How long an operation may take with all its retries, on the world's clock; time spent in line behind
    ///     the quota does not count.
    public init(
        location: CloudLocation,
        credentials: CredentialProvider,
        world: World,
        events: any EventSink,
        logger: Logger,
        derivesSigningKeys: Bool = false,
        quotas: RequestQuotas? = nil,
        retryPolicy: RetryPolicy = RetryPolicy(),
        limit: Duration = Self.defaultLimit
    ) {
        let quotas = quotas ?? RequestQuotas(world: world)
        let offset = ClockOffset()
        let serverClock = ServerClock()
        self.events = events
        var middlewares: [any Middleware] = [
            LoggingMiddleware(logger: logger, clock: world.clock),
            DeadlineMiddleware(clock: world.clock, limit: limit),
            RetryMiddleware(policy: retryPolicy, clock: world.clock, randomness: world.randomness),
            QuotaMiddleware(quotas: quotas),
            ClockSkewMiddleware(offset: offset),
            AuthenticationMiddleware(
                credentials: credentials,
                clock: world.clock,
                offset: offset,
                derivesKeys: derivesSigningKeys,
                region: location.region
            ),
            ErrorDecodingMiddleware(clock: world.clock, serverClock: serverClock),
            RequestLogMiddleware(log: RequestLog(logger: logger, clock: world.clock)),
        ]
        // A middleware that has nothing to write takes its time all the same.
        if logger.logLevel > .debug { middlewares.removeLast() }
        if logger.logLevel > .trace { middlewares.removeFirst() }
        core = Core(
            quotas,
            serverClock,
            EndpointResolver(location: location, credentials: credentials, world: world),
            world,
            middlewares
        )
    }

    /// The same client, telling what happens to somebody else.
    public func reporting(to events: any EventSink) -> CloudClient {
        var client = self
        client.events = events
        return client
    }

    /// Sends an operation and returns the body of its answer.
    ///
    /// - Throws: ``AutomationError``, or `CancellationError` when the task was cancelled.
    public func send(_ request: CloudRequest) async throws -> [UInt8] {
        let endpoint: CloudEndpoint
        do {
            try Task.checkCancellation()
            if let given = core.endpoints.given {
                endpoint = given
            } else {
                endpoint = try await core.endpoints.endpoint(of: request.operation.api) { name, identity in
                    try await findProject(name, at: identity)
                }
            }
        } catch {
            if let permit = request.permit { quotas.note(.unsent, permit) }
            throw (error as? AutomationError)?.about(request.caller, request.server) ?? error
        }
        return try await send(request, to: endpoint)
    }

    private func send(_ request: CloudRequest, to endpoint: CloudEndpoint) async throws -> [UInt8] {
        let outgoing: TransportRequest
        do {
            outgoing = try makeRequest(request, to: endpoint)
        } catch {
            if let permit = request.permit { quotas.note(.unsent, permit) }
            throw error.about(request.caller, request.server)
        }
        var context = RequestContext(
            operation: request.operation,
            server: request.server,
            caller: request.caller,
            deadline: OperationDeadline(MonotonicInstant(offset: .seconds(Int64.max / 2))),
            events: events,
            projectID: endpoint.projectID,
            openOutcome: request.openOutcome
        )
        context.secrets = request.secrets
        context.permit = request.permit
        return try await pass(outgoing, context: context, to: 0).body
    }

    private func pass(
        _ request: TransportRequest,
        context: RequestContext,
        to index: Int
    ) async throws -> TransportResponse {
        guard index < core.middlewares.count else { return try await core.world.transport.send(request) }
        return try await core.middlewares[index].handle(request, context: context) { request, context in
            try await pass(request, context: context, to: index + 1)
        }
    }

    private func makeRequest(
        _ request: CloudRequest,
        to endpoint: CloudEndpoint
    ) throws(AutomationError) -> TransportRequest {
        var head = HTTPRequest(
            method: request.operation.method,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: try endpoint.path(of: request)
        )
        head.headerFields[.accept] = "application/json"
        head.headerFields[.userAgent] = UserAgent.value
        if !request.body.isEmpty { head.headerFields[.contentType] = "application/json;charset=utf-8" }
        return TransportRequest(head: head, body: request.body, timeout: .seconds(30))
    }

    /// The ids of the projects with a name that the credential may see.
    ///
    /// Source: IAM API reference, "Querying Project Information"; Keystone answers in the same shape.
    private func findProject(_ name: String, at endpoint: CloudEndpoint) async throws -> [String] {
        struct Body: Decodable {
            struct Project: Decodable { var id: String }
            var projects: [Project]
        }
        let caller = "finding the project"
        var request = CloudRequest(try OperationTable.operation(.findProject, in: .identity), caller: caller)
        request.query = [("name", name)]
        let body = try await send(request, to: endpoint)
        guard let decoded = try? JSONDecoder().decode(Body.self, from: Data(body)) else {
            throw CloudErrorDecoder.unexpectedBody(body, expected: "a list of projects").about(caller, nil)
        }
        return decoded.projects.map(\.id)
    }
}
