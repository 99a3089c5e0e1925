public import AutomationCore
public import Foundation
import HeapModule
import Synchronization

/// A clock that stands still while anything can run and jumps to the next deadline when nothing can.
public final class SimulatedClock: WorldClock {
    /// When a sleeper is to be woken. Those with the same deadline wake in the order they fell asleep.
    private struct Alarm: Comparable {
        var deadline: MonotonicInstant
        var order: Int

        static func < (left: Alarm, right: Alarm) -> Bool {
            (left.deadline, left.order) < (right.deadline, right.order)
        }
    }

    private struct State {
        var now = MonotonicInstant(offset: .zero)
        var order = 0
        /// Alarms of cancelled sleepers stay until their time comes and then wake nobody.
        var alarms = Heap<Alarm>()
        var sleepers: [Int: CheckedContinuation<Void, any Error>] = [:]
        /// Who was cancelled before falling asleep.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())
    private let wallOrigin: Date

    /// Makes a clock that starts at `start`.
    public init(start: Date) {
        wallOrigin = start
    }

    public var now: MonotonicInstant { state.withLock { $0.now } }

    public var wallTime: Date { wallOrigin.addingTimeInterval(now.offset / .seconds(1)) }

    /// How many tasks sleep now.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    public func sleep(until deadline: MonotonicInstant) async throws {
        let order = state.withLock { state in
            state.order += 1
            return state.order
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                fallAsleep(continuation, order: order, deadline: deadline)
            }
        } onCancel: {
            cancel(order)
        }
    }

    private func fallAsleep(
        _ continuation: CheckedContinuation<Void, any Error>,
        order: Int,
        deadline: MonotonicInstant
    ) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            if state.cancelled.remove(order) != nil { return .failure(CancellationError()) }
            if deadline <= state.now { return .success(()) }
            state.sleepers[order] = continuation
            state.alarms.insert(Alarm(deadline: deadline, order: order))
            return nil
        }
        if let outcome { continuation.resume(with: outcome) }
    }

    private func cancel(_ order: Int) {
        let sleeper: CheckedContinuation<Void, any Error>? = state.withLock { state in
            if let sleeper = state.sleepers.removeValue(forKey: order) { return sleeper }
            state.cancelled.insert(order)
            return nil
        }
        sleeper?.resume(throwing: CancellationError())
    }

    /// Jumps to the next deadline and wakes everybody whose deadline it is; false when nobody sleeps.
    func advance() -> Bool {
        let woken: [CheckedContinuation<Void, any Error>] = state.withLock { state in
            var woken: [CheckedContinuation<Void, any Error>] = []
            while let alarm = state.alarms.min, woken.isEmpty || alarm.deadline <= state.now {
                state.alarms.removeMin()
                guard let sleeper = state.sleepers.removeValue(forKey: alarm.order) else { continue }
                state.now = max(state.now, alarm.deadline)
                woken.append(sleeper)
            }
            return woken
        }
        for sleeper in woken { sleeper.resume() }
        return !woken.isEmpty
    }
}
