package import AutomationCore
import HTTPTypes
import Logging

/// Writes one line per operation: what, how long, what came of it. Never a header, a body or a query.
package struct LoggingMiddleware: Middleware {
    let logger: Logger
    let clock: any WorldClock

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        // Spelling a request out takes as long as signing it.
        guard logger.logLevel <= .trace else { return try await next(request, context) }
        let start = clock.now
        var metadata: Logger.Metadata = [
            "operation": "\(context.operation.name)", "request": "\(request)",
        ]
        if let server = context.server { metadata["server"] = "\(server.id)" }
        do {
            let response = try await next(request, context)
            metadata["status"] = "\(response.head.status.code)"
            metadata["duration"] = "\(DurationText.format(start.duration(to: clock.now)))"
            logger.trace("request answered", metadata: metadata)
            return response
        } catch {
            metadata["error"] = "\(error)"
            metadata["duration"] = "\(DurationText.format(start.duration(to: clock.now)))"
            logger.trace("request failed", metadata: metadata)
            throw error
        }
    }
}
