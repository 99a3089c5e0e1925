import Synchronization

/// The children that a task has started and waits for, as ``Activity`` counts them.
///
/// The one who waits is blocked only while a child runs and no child's end is left to be dealt with.
final class ChildCount: Sendable {
    private struct State {
        var running = 0
        var unhandled = 0
        var isWaiting = false
        /// Whether the waiting parent counts as blocked.
        var isBlocked = false
    }

    private let state = Mutex(State())
    private let activity: Activity
    private let parentHandlesEach: Bool

    /// - Parameter parentHandlesEach: Whether the parent goes on for a moment whenever a child has ended, and calls
    ///   ``parentHandled()`` then; otherwise it goes on when all have.
    init(_ activity: Activity, parentHandlesEach: Bool) {
        self.activity = activity
        self.parentHandlesEach = parentHandlesEach
    }

    /// A child is about to begin.
    func childBegan() {
        update {
            $0.running += 1
        } extra: {
            1
        }
    }

    /// A child has ended; called by the child itself.
    func childEnded() {
        update {
            $0.running -= 1
            if parentHandlesEach { $0.unhandled += 1 }
        } extra: {
            -1
        }
    }

    /// The parent begins to wait for children.
    func parentWaits() { update { $0.isWaiting = true } }

    /// The parent has taken note of a child's end, and done about it what there was to do.
    func parentHandled() { update { $0.unhandled -= 1 } }

    /// The parent waits no longer.
    func parentGoesOn() { update { $0.isWaiting = false } }

    private func update(_ body: (inout State) -> Void, extra: () -> Int = { 0 }) {
        let change = state.withLock { state in
            body(&state)
            let isBlocked = state.isWaiting && state.running > 0 && state.unhandled == 0
            defer { state.isBlocked = isBlocked }
            return (state.isBlocked ? 1 : 0) - (isBlocked ? 1 : 0) + extra()
        }
        if change != 0 { activity.change(by: change) }
    }
}
