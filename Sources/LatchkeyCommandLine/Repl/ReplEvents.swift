import AutomationCore
import Synchronization

/// Tells events, but not into a line that somebody is typing: those wait until it has ended.
final class ReplEvents: EventSink {
    private struct State {
        var isTyping = false
        var waiting: [RunEvent] = []
    }

    private let next: any EventSink
    private let state = Mutex(State())

    init(next: any EventSink) {
        self.next = next
    }

    func receive(_ event: RunEvent) {
        let isHeld = state.withLock { state in
            if state.isTyping { state.waiting.append(event) }
            return state.isTyping
        }
        if !isHeld { next.receive(event) }
    }

    /// A prompt is about to stand there.
    func beginTyping() {
        state.withLock { $0.isTyping = true }
    }

    /// The line has ended.
    func endTyping() {
        let events = state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
        for event in events { next.receive(event) }
    }
}
