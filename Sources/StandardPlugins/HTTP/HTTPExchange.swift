import AutomationCore
import CloudPasswords
import HTTPTypes

/// Sends one call, as often as it is worth it, and follows redirects where they are asked for.
struct HTTPExchange {
    /// One attempt waits no longer, so that there is time for another.
    private static let longestAttempt = Duration.seconds(30)

    let operation: String
    let context: RunContext
    let deadline: MonotonicInstant
    let policy: RetryPolicy
    let redirects: Int
    let raises: Bool

    private var world: World { context.world }

    /// The answer, and what an error status means.
    ///
    /// - Throws: ``AutomationError`` without any secret, or `CancellationError`.
    func response(to call: HTTPCall) async throws -> TransportResponse {
        do {
            return try await follow(call)
        } catch let error as AutomationError {
            throw error.hiding(call.secrets)
        }
    }

    private func follow(_ first: HTTPCall) async throws -> TransportResponse {
        var call = first
        var left = redirects
        while true {
            try context.grants.check(call.address)
            let response = try await send(call)
            let status = response.head.status.code
            guard left > 0, [301, 302, 303, 307, 308].contains(status),
                let location = response.head.headerFields[.location]
            else {
                if raises, let error = HTTPFailure.error(response, to: call, now: world.clock.wallTime) { throw error }
                return response
            }
            left -= 1
            guard let target = call.address.redirected(to: location), !target.isPlain || call.address.isPlain else {
                throw AutomationError(
                    .service,
                    "\(call.shown): the service redirects to where no encrypted request can go",
                    status: status
                )
            }
            let origin = call.address.origin
            call.redirect(to: target, status: status)
            guard target.origin == origin || call.body.isEmpty else {
                throw AutomationError(
                    .service,
                    "\(call.shown): the service redirects to \(target.origin), where the body is not meant to go",
                    status: status
                )
            }
        }
    }

    /// Sends until there is an answer that is no passing failure.
    private func send(_ call: HTTPCall) async throws -> TransportResponse {
        var generator = WorldRandomNumberGenerator(world.randomness)
        var attempt = 1
        while true {
            let outcome = try await attemptOnce(call, attempt)
            let failure: AutomationError
            switch outcome {
            case .success(let response):
                guard let error = HTTPFailure.error(response, to: call, now: world.clock.wallTime), error.isRetryable
                else { return response }
                failure = error
            case .failure(let error):
                failure = error
            }
            // Nobody here keeps a line behind a quota, so that "too many" is a failure like any other.
            var judged = failure
            if judged.kind == .throttled { judged.kind = .rejected }
            let decision = policy.decide(
                after: judged,
                attempt: attempt,
                effect: call.effect,
                timeLeft: world.clock.now.duration(to: deadline),
                using: &generator
            )
            guard case .retry(let pause) = decision else { return try outcome.get() }
            context.events.receive(
                .retrying(
                    operation: "\(operation) \(call.address.origin)",
                    server: RunContext.currentServer,
                    attempt: attempt,
                    reason: failure.status.map { "status \($0)" } ?? "\(failure.kind)",
                    pause: pause
                )
            )
            try await world.clock.sleep(for: pause)
            attempt += 1
        }
    }

    private func attemptOnce(
        _ call: HTTPCall,
        _ attempt: Int
    ) async throws -> Result<TransportResponse, AutomationError> {
        let start = world.clock.now
        let left = start.duration(to: deadline)
        let head = HTTPRequest(
            method: call.method,
            scheme: call.address.scheme,
            authority: call.address.authority,
            path: call.address.path,
            headerFields: call.headers
        )
        let request = TransportRequest(head: head, body: call.body, timeout: max(.zero, min(left, Self.longestAttempt)))
        do {
            guard left > .zero else { throw TransportError(.timedOut) }
            let response = try await world.transport.send(request)
            note(call, "\(response.head.status.code)", attempt, since: start)
            return .success(response)
        } catch let error as TransportError {
            note(call, "no answer: \(error.reason.rawValue)", attempt, since: start)
            return .failure(HTTPFailure.error(error, for: call))
        }
    }

    /// One line per attempt for those who want to know more: no header, no body, no query.
    private func note(_ call: HTTPCall, _ outcome: String, _ attempt: Int, since start: MonotonicInstant) {
        let duration = DurationText.format(start.duration(to: world.clock.now))
        let line = "\(call.shown)  \(outcome)  attempt \(attempt)  \(duration)"
        context.events.receive(.log(.debug, line, server: RunContext.currentServer))
    }
}
