import Synchronization

/// Tasks that wait until something has happened, each of which can leave by being cancelled without the others noticing.
///
/// To join the line and to wait in it are two steps: who joins before looking at what it waits for misses nothing, on
/// whatever executor the wait begins.
final class WaitingLine: Sendable {
    /// A place in the line.
    struct Ticket: Sendable {
        fileprivate let number: Int
    }

    private enum Place {
        /// The wait has not begun.
        case joined
        /// The wait has begun.
        case waiting(CheckedContinuation<Void, any Error>)
        /// The wait has ended before it began.
        case done(Result<Void, any Error>)
    }

    private struct State {
        var next = 0
        var places: [Int: Place] = [:]
    }

    private let state = Mutex(State())

    /// Joins the line: whatever happens from now on ends the wait.
    func join() -> Ticket {
        state.withLock { state in
            state.next += 1
            state.places[state.next] = .joined
            return Ticket(number: state.next)
        }
    }

    /// Waits for the next ``wake()`` or ``fail(_:)`` since the ticket was taken. Every ticket is waited with, once.
    ///
    /// - Throws: What ``fail(_:)`` was given, or `CancellationError` as soon as the task is cancelled.
    func wait(_ ticket: Ticket) async throws {
        defer { state.withLock { $0.places[ticket.number] = nil } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if let outcome = begin(ticket, continuation) { continuation.resume(with: outcome) }
            }
        } onCancel: {
            end([ticket.number], with: .failure(CancellationError()))
        }
    }

    /// Lets everybody who is in the line look again, in the order in which they came.
    func wake() {
        end(nil, with: .success(()))
    }

    /// Ends everybody's wait with an error.
    func fail(_ error: any Error) {
        end(nil, with: .failure(error))
    }

    /// Begins a wait; returns its outcome when it has ended already.
    private func begin(_ ticket: Ticket, _ continuation: CheckedContinuation<Void, any Error>) -> Result<
        Void, any Error
    >? {
        state.withLock { state in
            if case .done(let outcome) = state.places[ticket.number] { return outcome }
            state.places[ticket.number] = .waiting(continuation)
            return nil
        }
    }

    /// Ends the waits of some, or of all.
    private func end(_ numbers: [Int]?, with outcome: Result<Void, any Error>) {
        let continuations = state.withLock { state in
            (numbers ?? state.places.keys.sorted()).compactMap { number in
                let place = state.places[number]
                // Whose wait has ended keeps the outcome that it ended with.
                if case .done = place { return nil as CheckedContinuation<Void, any Error>? }
                if place != nil { state.places[number] = .done(outcome) }
                guard case .waiting(let continuation) = place else { return nil }
                return continuation
            }
        }
        for continuation in continuations { continuation.resume(with: outcome) }
    }
}
