package import AutomationCore

/// Sees a request on its way out and its answer on the way back. Never does input or output of its own.
package protocol Middleware: Sendable {
    /// Passes the request on, once, several times or not at all, and the answer back.
    ///
    /// - Throws: ``AutomationError`` or `CancellationError`.
    func handle(_ request: TransportRequest, context: RequestContext, next: Next) async throws -> TransportResponse
}

extension Middleware {
    package typealias Next = (TransportRequest, RequestContext) async throws -> TransportResponse
}
