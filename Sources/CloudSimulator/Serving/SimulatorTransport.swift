public import AutomationCore
import Foundation
import Synchronization

/// Serves a simulated cloud in memory, with no network and no thread of its own.
///
/// Time is the world's: in a simulated world a ten-minute wait costs nothing, and the same seed gives the same run.
public final class SimulatorTransport: Transport {
    private let state: Mutex<SimulatedCloud>
    let clock: any WorldClock

    /// Serves `cloud`.
    ///
    /// - Parameter clock: says when a request arrives, and is slept on while an answer is under way.
    public init(_ cloud: SimulatedCloud, clock: any WorldClock) {
        state = Mutex(cloud)
        self.clock = clock
    }

    /// Reads or changes the cloud between two requests.
    public func withState<Result: Sendable>(
        _ body: (inout SimulatedCloud) throws -> sending Result
    ) rethrows -> Result {
        try state.withLock { cloud in try body(&cloud) }
    }

    /// Hands the request to the cloud; the answer, or its loss, comes when the cloud says so.
    ///
    /// - Throws: ``AutomationCore/TransportError`` for a connection that is refused or lost, and when the answer
    ///   would take longer than the request allows; `CancellationError`.
    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        try Task.checkCancellation()
        switch outcome(of: request) {
        case .connectionRefused:
            throw TransportError(.connectionRefused, detail: "simulated")
        case .connectionLost(let latency):
            try await pass(latency, within: request.timeout)
            throw TransportError(.connectionLost, detail: "simulated")
        case .answer(let response, let latency):
            try await pass(latency, within: request.timeout)
            return response
        }
    }

    /// What becomes of a request that arrives now.
    func outcome(of request: TransportRequest) -> SimulatedOutcome {
        // The time is read under the lock: two threads must not tell the cloud their times in the wrong order.
        state.withLock { $0.handle(request, at: clock.wallTime) }
    }

    private func pass(_ latency: Duration, within timeout: Duration) async throws {
        guard latency > .zero else { return }
        guard latency < timeout else {
            try await clock.sleep(for: timeout)
            throw TransportError(.timedOut, detail: "simulated")
        }
        try await clock.sleep(for: latency)
    }
}
