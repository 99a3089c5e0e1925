package import AutomationCore
import HTTPTypes

/// Turns what is no success into a typed error, so that everything above sees what it means.
package struct ErrorDecodingMiddleware: Middleware {
    let clock: any WorldClock
    let serverClock: ServerClock

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        let response: TransportResponse
        do {
            response = try await next(request, context)
        } catch let error as TransportError {
            throw CloudErrorDecoder.error(for: error, request: request, context: context)
        }
        // Servers are dated by the cloud's clock, and lists and details of them are few.
        if context.operation.action.quota == .servers, let date = response.head.headerFields[.date] {
            serverClock.observe(httpDate: date, at: clock.wallTime)
        }
        if let error = CloudErrorDecoder.error(in: response, context: context, now: clock.wallTime) { throw error }
        return response
    }
}
