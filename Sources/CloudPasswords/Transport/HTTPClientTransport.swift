import AsyncHTTPClient
public import AutomationCore
import HTTPTypes
import NIOCore
import NIOHTTP1

/// The transport of the real world: it sends requests with async-http-client.
///
/// It decides nothing by itself but the way: straight or through a proxy. Redirects are answers like any other, because
/// a request is signed for one address and its token must not travel to another; no connection is tried twice, because
/// retrying is for the one who knows whether the operation may be repeated. Answers are not unpacked, so the limit for
/// their size is one for memory too. HTTP/2 is spoken with servers that offer it. It logs nothing.
public struct HTTPClientTransport: Transport {
    private let options: TransportOptions
    private let routes: NetworkRoutes

    /// Lends `body` a transport, and closes all its connections when `body` has returned or thrown.
    ///
    /// Closing waits for a connection that is just being made, ``TransportOptions/connectTimeout`` at most.
    ///
    /// - Parameter options: how to reach the network; straight to every host unless they say otherwise.
    /// - Throws: what `body` throws.
    public static func withTransport<Result>(
        options: TransportOptions = TransportOptions(),
        _ body: (HTTPClientTransport) async throws -> Result
    ) async throws -> Result {
        let routes = NetworkRoutes(options)
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(HTTPClientTransport(options: options, routes: routes)))
        } catch {
            result = .failure(error)
        }
        await routes.shutDown()
        return try result.get()
    }

    private init(options: TransportOptions, routes: NetworkRoutes) {
        self.options = options
        self.routes = routes
    }

    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        try Task.checkCancellation()
        let failure = NetworkFailure(options: options, proxy: nil)
        let outgoing = try Self.outgoing(request, failure)
        let proxy = options.proxies.proxy(scheme: outgoing.scheme, host: outgoing.host, port: outgoing.port)
        if proxy != nil, outgoing.scheme == "https", IPAddress(outgoing.host) != nil {
            // The library would hold the certificate against the address of the proxy.
            throw TransportError(
                .invalidAddress,
                detail: "https through a proxy needs the name of the host, not its address; "
                    + "or list the address in NO_PROXY"
            )
        }
        let collector = AnswerCollector(maximumBodySize: options.maximumBodySize)
        // The variant of `execute` that returns a response with a body to stream stops watching the deadline once the
        // head has come; this one watches it to the end of the body.
        let task = routes.client(through: proxy).execute(
            request: outgoing,
            delegate: collector,
            deadline: .now() + TimeAmount(bounded: request.timeout)
        )
        do {
            return try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
        } catch {
            if Task.isCancelled || error as? HTTPClientError == .cancelled { throw CancellationError() }
            throw NetworkFailure(options: options, proxy: proxy).translate(error, wasSent: collector.wasSent)
        }
    }

    /// The request in the library's terms.
    private static func outgoing(
        _ request: TransportRequest,
        _ failure: NetworkFailure
    ) throws(TransportError) -> HTTPClient.Request {
        let head = request.head
        guard let scheme = head.scheme?.lowercased(), ["http", "https"].contains(scheme) else {
            throw TransportError(.invalidAddress, detail: "the scheme must be http or https")
        }
        guard let authority = head.authority, !authority.isEmpty else {
            throw TransportError(.invalidAddress, detail: "there is no host")
        }
        var headers = HTTPHeaders(head.headerFields.map { ($0.name.rawName, $0.value) })
        if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: UserAgent.value) }
        let outgoing: HTTPClient.Request
        do {
            outgoing = try HTTPClient.Request(
                url: "\(scheme)://\(authority)\(head.path ?? "/")",
                method: HTTPMethod(rawValue: head.method.rawValue),
                headers: headers,
                body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body))
            )
        } catch {
            throw failure.translate(error, wasSent: false)
        }
        // A proxy reads the host in a line of text, which it must not be able to end.
        guard outgoing.host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw TransportError(.invalidAddress, detail: "the host has characters that no host name has")
        }
        return outgoing
    }
}
