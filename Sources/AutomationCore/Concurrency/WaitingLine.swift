import Synchronization

/// Tasks that wait until something has happened, or until they are handed something, each of which can leave by being
/// cancelled without the others noticing.
///
/// To join the line and to wait in it are two steps: who joins before looking at what it waits for misses nothing, on
/// whatever executor the wait begins.
package final class WaitingLine<Value: Sendable>: Sendable {
    /// A place in the line.
    package struct Ticket: Sendable {
        fileprivate let number: Int
    }

    private enum Place {
        /// The wait has not begun.
        case joined
        /// The wait has begun.
        case waiting(CheckedContinuation<Value, any Error>)
        /// The wait has ended before it began.
        case done(Result<Value, any Error>)
    }

    private struct State {
        var next = 0
        var places: [Int: Place] = [:]
    }

    private let state = Mutex(State())

    /// An empty line.
    package init() {}

    /// Joins the line: whatever happens from now on ends the wait.
    package func join() -> Ticket {
        state.withLock { state in
            state.next += 1
            state.places[state.next] = .joined
            return Ticket(number: state.next)
        }
    }

    /// Waits for what happens first since the ticket was taken. A ticket is waited with once, or left.
    ///
    /// - Returns: What was handed to the ticket, or to all.
    /// - Throws: What ``fail(_:)`` was given, or `CancellationError` as soon as the task is cancelled. Who was handed
    ///   something before that gets it all the same.
    package func wait(_ ticket: Ticket) async throws -> Value {
        defer { state.withLock { $0.places[ticket.number] = nil } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if let outcome = begin(ticket, continuation) { continuation.resume(with: outcome) }
            }
        } onCancel: {
            end([ticket.number], with: .failure(CancellationError()))
        }
    }

    /// Gives a ticket back that nobody will wait with.
    package func leave(_ ticket: Ticket) {
        state.withLock { $0.places[ticket.number] = nil }
    }

    /// Ends one wait with a value; false when the one who waited has left, so that the value is still the caller's.
    package func hand(_ value: Value, to ticket: Ticket) -> Bool {
        end([ticket.number], with: .success(value)) == 1
    }

    /// Ends one wait with an error.
    package func fail(_ error: any Error, to ticket: Ticket) {
        end([ticket.number], with: .failure(error))
    }

    /// Ends everybody's wait with an error.
    package func fail(_ error: any Error) {
        end(nil, with: .failure(error))
    }

    /// Begins a wait; returns its outcome when it has ended already.
    private func begin(_ ticket: Ticket, _ continuation: CheckedContinuation<Value, any Error>) -> Result<
        Value, any Error
    >? {
        state.withLock { state in
            if case .done(let outcome) = state.places[ticket.number] { return outcome }
            state.places[ticket.number] = .waiting(continuation)
            return nil
        }
    }

    /// Ends the waits of some, or of all, in the order in which they came.
    ///
    /// - Returns: How many it ended.
    @discardableResult
    fileprivate func end(_ numbers: [Int]?, with outcome: Result<Value, any Error>) -> Int {
        let (count, continuations) = state.withLock { state in
            var count = 0
            var continuations: [CheckedContinuation<Value, any Error>] = []
            for number in numbers ?? state.places.keys.sorted() {
                switch state.places[number] {
                // Whose wait has ended keeps the outcome that it ended with.
                case .done, nil: continue
                case .joined: break
                case .waiting(let continuation): continuations.append(continuation)
                }
                state.places[number] = .done(outcome)
                count += 1
            }
            return (count, continuations)
        }
        for continuation in continuations { continuation.resume(with: outcome) }
        return count
    }
}

extension WaitingLine<Void> {
    /// Lets everybody who is in the line look again.
    package func wake() {
        end(nil, with: .success(()))
    }
}
