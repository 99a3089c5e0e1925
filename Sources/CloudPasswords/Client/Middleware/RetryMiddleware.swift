package import AutomationCore

/// Sends again what failed for a passing reason, when the operation can be sent twice and the deadline allows.
package struct RetryMiddleware: Middleware {
    let policy: RetryPolicy
    let clock: any WorldClock
    let randomness: any RandomSource

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        var context = context
        var uncertain: AutomationError?
        while true {
            var attempt = request
            attempt.timeout = min(request.timeout, clock.now.duration(to: context.deadline.instant))
            do {
                return try await next(attempt, context)
            } catch var error as AutomationError {
                // Not for later: a cancelled task must not sleep once more to find out.
                try Task.checkCancellation()
                var generator = WorldRandomNumberGenerator(randomness)
                let decision = policy.decide(
                    after: error,
                    attempt: context.attempt,
                    effect: context.operation.effect,
                    timeLeft: clock.now.duration(to: context.deadline.instant),
                    using: &generator
                )
                guard case .retry(let pause) = decision else {
                    if context.attempt > 1 { error.message += "; gave up after \(context.attempt) attempts" }
                    // A last attempt that was refused says nothing of an earlier one whose answer was lost.
                    if context.operation.effect != .read { error.cause = error.cause ?? uncertain }
                    throw error
                }
                if !error.isCertainlyNotDone {
                    uncertain = error
                    context.openOutcome?.open()
                }
                context.events.receive(
                    .retrying(
                        operation: context.caller,
                        server: context.server,
                        attempt: context.attempt,
                        reason: error.message,
                        pause: pause
                    )
                )
                if pause > .zero { try await clock.sleep(for: pause) }
                context.attempt += 1
                context.permit = nil
            }
        }
    }
}
