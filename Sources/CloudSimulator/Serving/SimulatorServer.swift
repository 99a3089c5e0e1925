import AutomationCore
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Serves a simulated cloud over HTTP/1.1, for clients in other processes.
public enum SimulatorServer {
    /// Serves until the calling task is cancelled, then closes all connections and returns.
    ///
    /// Traps no signals and logs nothing.
    ///
    /// - Parameters:
    ///   - simulator: what to serve; its clock decides how long answers take.
    ///   - host: the address to listen on.
    ///   - port: the port to listen on; 0 for any free one.
    ///   - onReady: is told the port as soon as connections are accepted.
    /// - Throws: ``SimulatorServerError`` when the address cannot be listened on.
    public static func serve(
        _ simulator: SimulatorTransport,
        host: String = "127.0.0.1",
        port: Int,
        onReady: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let isReady = Atomic(false)
        let logger = Logger(label: "simulator") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            responder: CallbackResponder<ConnectionContext> { request, context in
                try await respond(to: request, on: context.channel, with: simulator)
            },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                isReady.store(true, ordering: .sequentiallyConsistent)
                await onReady(channel.localAddress?.port ?? port)
            },
            logger: logger
        )
        do {
            // Not runService, which would take over the signals of the process.
            try await application.run()
        } catch {
            if Task.isCancelled { return }
            guard !isReady.load(ordering: .sequentiallyConsistent) else { throw error }
            throw SimulatorServerError(address: "\(host):\(port)", detail: String(describing: error))
        }
    }

    private static func respond(
        to request: Request,
        on channel: any Channel,
        with simulator: SimulatorTransport
    ) async throws -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: maximumBodySize)
        } catch is NIOTooManyBytesError {
            return Response(status: .contentTooLarge)
        }
        let outcome = simulator.outcome(of: TransportRequest(head: request.head, body: Array(body.readableBytesView)))
        switch outcome {
        case .connectionRefused:
            return try await close(channel)
        case .connectionLost(let latency):
            try await simulator.clock.sleep(for: latency)
            return try await close(channel)
        case .answer(let answer, let latency):
            try await simulator.clock.sleep(for: latency)
            var response = Response(
                status: answer.head.status,
                headers: answer.head.headerFields,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            )
            // RFC 9110, section 8.6: an answer that has no body by its status has no length either.
            if answer.head.status == .noContent { response.headers[.contentLength] = nil }
            return response
        }
    }

    /// Ends the connection under the request. What is returned finds nowhere to go.
    private static func close(_ channel: any Channel) async throws -> Response {
        try await channel.close()
        return Response(status: .badGateway)
    }

    /// Source: API Gateway user guide, error codes: bodies of more than 12 MB are refused with 413.
    private static let maximumBodySize = 12 << 20
}

/// Lets a handler reach the connection that its request came over.
private struct ConnectionContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }
}
