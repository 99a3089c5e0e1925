import AutomationCore
import HTTPTypes
import Synchronization

/// Answers requests as the test says, and keeps them.
final class StubTransport: Transport {
    enum Reply: Sendable {
        case answer(Int, [String: String] = [:], String = "")
        case failure(TransportError.Reason)
    }

    private let log = Mutex<[TransportRequest]>([])
    private let reply: @Sendable (Int) -> Reply

    /// - Parameter reply: Gets the number of the request, counted from 1.
    init(_ reply: @escaping @Sendable (Int) -> Reply) {
        self.reply = reply
    }

    var requests: [TransportRequest] { log.withLock { $0 } }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        let number = log.withLock { log in
            log.append(request)
            return log.count
        }
        switch reply(number) {
        case .answer(let status, let headers, let body):
            var fields = HTTPFields()
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return TransportResponse(
                head: HTTPResponse(status: .init(code: status), headerFields: fields),
                body: Array(body.utf8)
            )
        case .failure(let reason): throw TransportError(reason)
        }
    }
}
