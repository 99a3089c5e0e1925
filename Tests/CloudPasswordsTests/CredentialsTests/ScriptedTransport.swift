import AutomationCore
import Synchronization

/// Answers by a closure, which gets the request and its number, counted from 1; keeps what was sent.
final class ScriptedTransport: Transport {
    typealias Answer = @Sendable (TransportRequest, Int) async throws -> TransportResponse

    private let answer: Answer
    private let sent = Mutex<[TransportRequest]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// What was sent so far.
    var requests: [TransportRequest] { sent.withLock { $0 } }

    /// What was sent so far, as method and address.
    var lines: [String] { requests.map(\.description) }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        let number = sent.withLock { sent in
            sent.append(request)
            return sent.count
        }
        return try await answer(request, number)
    }
}
