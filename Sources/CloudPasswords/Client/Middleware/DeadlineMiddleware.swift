package import AutomationCore

/// Sets the moment at which an operation with all its retries must have ended.
package struct DeadlineMiddleware: Middleware {
    let clock: any WorldClock
    let limit: Duration

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        var context = context
        context.deadline = OperationDeadline(min(context.deadline.instant, clock.now.advanced(by: limit)))
        return try await next(request, context)
    }
}
