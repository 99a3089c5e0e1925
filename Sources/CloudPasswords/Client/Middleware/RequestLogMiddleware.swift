package import AutomationCore

/// Writes a line per attempt. Stands innermost, so that it sees every answer as it came, refusals and repetitions too.
package struct RequestLogMiddleware: Middleware {
    let log: RequestLog

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        try await log.noting(request, attempt: context.attempt) { try await next(request, context) }
    }
}
