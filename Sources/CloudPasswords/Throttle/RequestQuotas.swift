public import AutomationCore
import DequeModule
import Synchronization

/// Keeps all requests of an account within its quotas, one line per class of operations, first come first served.
///
/// One value for everything that uses the account: all tasks of a run share it.
public final class RequestQuotas: Sendable {
    private struct Waiter {
        let ticket: WaitingLine<QuotaPermit>.Ticket
        let since: MonotonicInstant
    }

    private struct Line {
        var window: QuotaWindow
        var waiters: Deque<Waiter> = []
        /// When the line is looked at again without anything having happened; nil when nobody will.
        var nextLook: MonotonicInstant?
    }

    private let world: World
    private let limits: [QuotaClass: QuotaLimit]
    private let state = Mutex<[QuotaClass: Line]>([:])
    private let waiting = WaitingLine<QuotaPermit>()

    /// Begins with limits that were set by the operator or remembered from an earlier run; others are learned.
    public init(world: World, limits: [QuotaClass: QuotaLimit] = [:]) {
        self.world = world
        self.limits = limits
    }

    /// The limit that a class of operations keeps; nil while none is known.
    public func limit(of quota: QuotaClass) -> QuotaLimit? {
        state.withLock { $0[quota]?.window.limit } ?? limits[quota]
    }

    /// The limit that the operator or the cloud has stated; nil while none is known, or one that was calculated from
    /// what went well, which is no more than a beginning.
    public func statedLimit(of quota: QuotaClass) -> QuotaLimit? {
        state.withLock { lines in
            guard let window = lines[quota]?.window else { return limits[quota] }
            return window.isGuess ? nil : window.limit
        }
    }

    /// Waits for the right to send a request.
    ///
    /// - Parameter isFirst: Goes to the head of the line: for a request that stood in it before and was refused.
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    package func permit(for quota: QuotaClass, isFirst: Bool = false) async throws -> QuotaPermit {
        try Task.checkCancellation()
        let now = world.clock.now
        let ticket: WaitingLine<QuotaPermit>.Ticket? = state.withLock { lines in
            var line = lines[quota] ?? Line(window: QuotaWindow(limit: limits[quota]))
            defer { lines[quota] = line }
            if line.waiters.isEmpty || isFirst, line.window.admit(at: now) == .now { return nil }
            let waiter = Waiter(ticket: waiting.join(), since: now)
            if isFirst { line.waiters.prepend(waiter) } else { line.waiters.append(waiter) }
            return waiter.ticket
        }
        guard let ticket else { return QuotaPermit(quota: quota, waited: .zero) }
        advance(quota)
        return try await waiting.wait(ticket)
    }

    /// Notes what came of a request that had a permit.
    func note(_ outcome: QuotaWindow.Outcome, _ permit: QuotaPermit) {
        let now = world.clock.now
        state.withLock { $0[permit.quota]?.window.note(outcome, at: now) }
        advance(permit.quota)
    }

    /// Lets through who may go, and sees to it that somebody looks again when the next may.
    private func advance(_ quota: QuotaClass) {
        let now = world.clock.now
        let look: MonotonicInstant? = state.withLock { lines in
            guard var line = lines[quota] else { return nil }
            defer { lines[quota] = line }
            while let first = line.waiters.first {
                switch line.window.admit(at: now) {
                case .now:
                    line.waiters.removeFirst()
                    let permit = QuotaPermit(quota: quota, waited: first.since.duration(to: now))
                    // Who was cancelled in line has left its place there, and nothing is sent for it.
                    if !waiting.hand(permit, to: first.ticket) { line.window.note(.unsent, at: now) }
                case .afterAnswer:
                    return nil
                case .notBefore(let next):
                    guard line.nextLook.map({ next < $0 }) ?? true else { return nil }
                    line.nextLook = next
                    return next
                }
            }
            return nil
        }
        guard let look else { return }
        // The line belongs to all who stand in it, so that none of them can end the look by being cancelled.
        Task(executorPreference: world.executor) { await self.advance(quota, at: look) }
    }

    private func advance(_ quota: QuotaClass, at look: MonotonicInstant) async {
        try? await world.clock.sleep(until: look)
        state.withLock { if $0[quota]?.nextLook == look { $0[quota]?.nextLook = nil } }
        advance(quota)
    }
}
