import AsyncHTTPClient
public import AutomationCore
import HTTPTypes
import NIOCore
import NIOHTTP1

/// The transport of the real world: it sends requests with async-http-client.
///
/// It decides nothing by itself. Redirects are answers like any other, because a request is signed for one address
/// and its token must not travel to another; no connection is tried twice, because retrying is for the one who knows
/// whether the operation may be repeated. It logs nothing.
public struct HTTPClientTransport: Transport {
    // What the password and server APIs answer with stays below a few hundred kilobytes.
    private static let maximumBodySize = 1 << 20
    private static let connectTimeout = TimeAmount.seconds(10)
    // A fleet's requests all go to one host. The library's own limit of 8 would have most of them wait for a connection
    // while their time runs.
    private static let connectionsPerHost = 64

    private let client: HTTPClient

    /// Lends `body` a transport, and closes all its connections when `body` has returned or thrown.
    ///
    /// Closing waits for a connection that is just being made, 10 seconds at most.
    ///
    /// - Throws: what `body` throws.
    public static func withTransport<Result>(
        _ body: (HTTPClientTransport) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.timeout.connect = connectTimeout
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHost
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(HTTPClientTransport(client: client)))
        } catch {
            result = .failure(error)
        }
        // A failure to close says nothing about what `body` achieved.
        try? await client.shutdown()
        return try result.get()
    }

    private init(client: HTTPClient) {
        self.client = client
    }

    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        try Task.checkCancellation()
        let outgoing = try Self.outgoing(request)
        // The variant of `execute` that returns a response with a body to stream stops watching the deadline once the
        // head has come; this one watches it to the end of the body.
        let task = client.execute(
            request: outgoing,
            delegate: ResponseAccumulator(request: outgoing, maxBodySize: Self.maximumBodySize),
            deadline: .now() + Self.timeAmount(request.timeout)
        )
        do {
            let response = try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
            return try Self.incoming(response)
        } catch let error as TransportError {
            throw error
        } catch {
            if Task.isCancelled || error as? HTTPClientError == .cancelled { throw CancellationError() }
            throw TransportError(networkError: error)
        }
    }

    /// The request in the library's terms.
    private static func outgoing(_ request: TransportRequest) throws(TransportError) -> HTTPClient.Request {
        let head = request.head
        guard let scheme = head.scheme, ["http", "https"].contains(scheme.lowercased()) else {
            throw TransportError(.invalidAddress, detail: "the scheme must be http or https")
        }
        guard let authority = head.authority, !authority.isEmpty else {
            throw TransportError(.invalidAddress, detail: "there is no host")
        }
        var headers = HTTPHeaders(head.headerFields.map { ($0.name.rawName, $0.value) })
        if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: UserAgent.value) }
        do {
            return try HTTPClient.Request(
                url: "\(scheme)://\(authority)\(head.path ?? "/")",
                method: HTTPMethod(rawValue: head.method.rawValue),
                headers: headers,
                body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body))
            )
        } catch {
            throw TransportError(networkError: error)
        }
    }

    /// The answer in the world's terms.
    private static func incoming(_ response: HTTPClient.Response) throws(TransportError) -> TransportResponse {
        let code = Int(response.status.code)
        guard (100...999).contains(code) else {
            throw TransportError(.unusableAnswer, detail: "the status has not three digits")
        }
        var fields = HTTPFields()
        for (name, value) in response.headers {
            // A header whose name is no HTTP token carries nothing that anyone here looks for.
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return TransportResponse(
            head: HTTPResponse(status: .init(code: code), headerFields: fields),
            body: response.body.map { Array($0.readableBytesView) } ?? []
        )
    }

    private static func timeAmount(_ duration: Duration) -> TimeAmount {
        // More than a day is as good as no limit, and keeps the count of nanoseconds far from its end.
        let bounded = min(max(duration, .zero), .seconds(86400))
        return .nanoseconds(Int64(bounded / .nanoseconds(1)))
    }
}
