import AsyncHTTPClient
import AutomationCore
import NIOCore
import NIOSSL

/// One client for every way to the network: straight, and through each proxy. A client makes no connection before its
/// first request.
struct NetworkRoutes: Sendable {
    private let direct: HTTPClient
    private let proxied: [(proxy: ProxyAddress, client: HTTPClient)]

    /// Makes the clients; they must be ended by ``shutDown()``.
    init(_ options: TransportOptions) {
        direct = Self.client(options, proxy: nil)
        var proxies: [ProxyAddress] = []
        for proxy in [options.proxies.https, options.proxies.http].compactMap(\.self) where !proxies.contains(proxy) {
            proxies.append(proxy)
        }
        proxied = proxies.map { ($0, Self.client(options, proxy: $0)) }
    }

    /// The client that goes through `proxy`, or straight when it is nil.
    func client(through proxy: ProxyAddress?) -> HTTPClient {
        proxied.first { $0.proxy == proxy }?.client ?? direct
    }

    /// Closes all connections; waits for those that are just being made.
    func shutDown() async {
        await withDiscardingTaskGroup { group in
            for client in [direct] + proxied.map(\.client) {
                // A failure to close says nothing about what was achieved before.
                group.addTask { try? await client.shutdown() }
            }
        }
    }

    private static func client(_ options: TransportOptions, proxy: ProxyAddress?) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        // Nobody collects traces, and preparing them for nobody takes time with every request.
        configuration.tracing.tracer = nil
        configuration.decompression = .disabled
        configuration.httpVersion = .automatic
        configuration.timeout.connect = TimeAmount(bounded: options.connectTimeout)
        configuration.timeout.read = TimeAmount(bounded: options.readTimeout)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, options.connectionsPerHost)
        // Shorter than what servers and load balancers commonly allow, so that a request seldom meets a connection that
        // the other side is just closing.
        configuration.connectionPool.idleTimeout = .seconds(30)
        configuration.tlsConfiguration = tls(options)
        configuration.proxy = proxy.map(Self.configuration)
        // One event loop carries more requests than any cloud allows, and waking several costs more than it brings.
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup.any(), configuration: configuration)
    }

    private static func tls(_ options: TransportOptions) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let trusted = options.trustedCertificates { tls.trustRoots = .certificates(trusted.certificates) }
        return tls
    }

    private static func configuration(_ proxy: ProxyAddress) -> HTTPClient.Configuration.Proxy {
        switch proxy.kind {
        case .socks5: return .socksServer(host: proxy.host, port: proxy.port)
        case .http:
            let authorization = proxy.credentials.map { credentials in
                credentials.password.withExposedText {
                    HTTPClient.Authorization.basic(username: credentials.user, password: $0)
                }
            }
            return .server(host: proxy.host, port: proxy.port, authorization: authorization)
        }
    }
}
