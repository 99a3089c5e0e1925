import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server or a proxy on 127.0.0.1 that replies the same to every request, over as many connections as come.
final class LoopbackServer: Sendable {
    /// What it does when the head of a request is complete.
    enum Reply: Sendable {
        /// Writes this, and keeps the connection.
        case text(String)
        /// Writes this, and closes the connection.
        case last(String)
        /// Writes this, and then a byte now and again, without end.
        case trickle(String, every: TimeAmount)
        /// Opens a tunnel to a port of 127.0.0.1, whatever host was asked for.
        case tunnel(port: Int)

        static let ok = Reply.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    }

    /// What it speaks.
    enum Speech: Sendable {
        case http(Reply)
        case http2
        case socks5(tunnel: Int)
    }

    fileprivate struct Log {
        var connections = 0
        var heads: [String] = []
    }

    let port: Int
    /// One element for every connection that ended.
    let closures: AsyncStream<Void>
    private let record: Record
    private let listener: any Channel

    /// How many connections came.
    var connections: Int { record.log.withLock(\.connections) }
    /// The heads of all requests, or what was asked of a SOCKS proxy.
    var heads: [String] { record.log.withLock(\.heads) }

    /// What the conversations on all connections write down.
    final class Record: Sendable {
        fileprivate let log = Mutex(Log())
        let closed: AsyncStream<Void>.Continuation

        init(closed: AsyncStream<Void>.Continuation) { self.closed = closed }

        func connected() { log.withLock { $0.connections += 1 } }
        func received(_ head: String) { log.withLock { $0.heads.append(head) } }
    }

    /// Lends `body` a server, and closes it.
    static func with<Result>(
        _ speech: Speech,
        tls: TLSConfiguration? = nil,
        _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let server = try await LoopbackServer(speech, tls: tls)
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        try await server.listener.close()
        return try result.get()
    }

    private init(_ speech: Speech, tls: TLSConfiguration?) async throws {
        let (closures, closed) = AsyncStream.makeStream(of: Void.self)
        let record = Record(closed: closed)
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        self.closures = closures
        self.record = record
        listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    switch speech {
                    case .http(let reply): try pipeline.addHandler(HTTPConversation(reply, record))
                    case .http2: try pipeline.addHandler(HTTP2Conversation(record))
                    case .socks5(let port): try pipeline.addHandler(SOCKSConversation(port: port, record))
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
    }
}
