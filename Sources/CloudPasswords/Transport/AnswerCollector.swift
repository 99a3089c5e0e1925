import AsyncHTTPClient
import AutomationCore
import HTTPTypes
import NIOCore
import NIOHTTP1
import Synchronization

/// Puts the answer to one request together, and knows whether the request left at all.
final class AnswerCollector: HTTPClientResponseDelegate {
    typealias Response = TransportResponse

    private struct State {
        var wasSent = false
        var head: HTTPResponseHead?
        var body: [UInt8] = []
    }

    private let maximumBodySize: Int
    private let state = Mutex(State())

    /// Collects a body of at most so many bytes.
    init(maximumBodySize: Int) {
        self.maximumBodySize = maximumBodySize
    }

    /// Whether the head of the request was handed to a connection. A task that ended by its deadline or was cancelled
    /// may learn it too late.
    var wasSent: Bool { state.withLock(\.wasSent) }

    func didSendRequestHead(task: HTTPClient.Task<TransportResponse>, _ head: HTTPRequestHead) {
        state.withLock { $0.wasSent = true }
    }

    func didReceiveHead(
        task: HTTPClient.Task<TransportResponse>,
        _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        state.withLock { $0.head = head }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<TransportResponse>,
        _ buffer: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard state.body.count + buffer.readableBytes <= maximumBodySize else { return false }
            state.body += buffer.readableBytesView
            return true
        }
        if fits { return task.eventLoop.makeSucceededVoidFuture() }
        let limit = maximumBodySize % (1 << 20) == 0 ? "\(maximumBodySize >> 20) MiB" : "\(maximumBodySize) bytes"
        return task.eventLoop.makeFailedFuture(
            TransportError(.unusableAnswer, detail: "the answer is larger than \(limit)")
        )
    }

    func didFinishRequest(task: HTTPClient.Task<TransportResponse>) throws -> TransportResponse {
        let (head, body) = state.withLock { ($0.head, $0.body) }
        guard let head, (100...999).contains(Int(head.status.code)) else {
            throw TransportError(.unusableAnswer, detail: "the status has not three digits")
        }
        var fields = HTTPFields()
        for (name, value) in head.headers {
            // A header whose name is no HTTP token carries nothing that anyone here looks for.
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return TransportResponse(
            head: HTTPResponse(status: .init(code: Int(head.status.code)), headerFields: fields),
            body: body
        )
    }
}
