import AutomationCore

extension ServerService {
    /// What a look has shown.
    enum Look<Found: Sendable>: Sendable {
        case found(Found)
        /// Not yet; and how it stands, for the message when the time is over.
        case notYet(String)
    }

    /// Looks again and again, with growing pauses in cloud time, until what is waited for is there.
    ///
    /// A passing failure that has outlasted its retries is an empty look: the wait has a deadline of its own.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/timeout`` when it did not come, or what a look failed with.
    func poll<Found: Sendable>(
        for what: String,
        of server: Server?,
        timeout: Duration,
        caller: String,
        look: () async throws -> Look<Found>
    ) async throws -> Found {
        let clock = world.cloudClock
        let start = clock.now
        let deadline = start.advanced(by: timeout)
        var pause = PollPause()
        var generator = WorldRandomNumberGenerator(world.randomness)
        while true {
            let state: String
            do {
                switch try await look() {
                case .found(let found):
                    if let server {
                        events.receive(.arrived(server: server, what: what, after: start.duration(to: clock.now)))
                    }
                    return found
                case .notYet(let found): state = found
                }
            } catch let error as AutomationError where error.isRetryable {
                events.receive(.log(.warning, error.description, server: server))
                state = "the last look failed: \(error.message)"
            }
            let now = clock.now
            guard now < deadline else {
                throw AutomationError(
                    .timeout,
                    "gave up waiting for \(what) after \(DurationText.format(start.duration(to: now))); \(state)",
                    operation: caller,
                    server: server?.label,
                    isRetryable: true,
                    hint: "it may still come; a longer timeout waits longer"
                )
            }
            let next = min(deadline, now.advanced(by: pause.next(jitter: Double.random(in: 0...1, using: &generator))))
            if let server {
                let remaining = now.duration(to: deadline)
                events.receive(.waiting(server: server, for: what, next: now.duration(to: next), remaining: remaining))
            }
            try await clock.sleep(until: next)
        }
    }
}
