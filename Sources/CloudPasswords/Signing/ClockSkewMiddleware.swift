package import AutomationCore

/// Learns the cloud's time from a refusal, and lets the request be signed and sent once more with it.
///
/// Stands outside signing, which asks the same ``ClockOffset`` for the date. Sending again is safe for every
/// operation: a gateway that refuses a signature has passed nothing on.
package struct ClockSkewMiddleware: Middleware {
    private let offset: ClockOffset

    /// Makes the middleware.
    package init(offset: ClockOffset) {
        self.offset = offset
    }

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        let used = offset.value
        do {
            return try await next(request, context)
        } catch let error as AutomationError {
            guard case .expired(let correction) = SignatureFailure(error) else { throw error }
            guard let correction, offset.correct(by: correction, from: used) else {
                throw SignatureDiagnosis(expired: correction).explaining(error)
            }
            if let correction = offset.takeNews() {
                let message = "\(ClockSkew.sentence(correction)); requests are signed with the cloud's time"
                context.events.receive(.log(.warning, message, server: nil))
            }
            return try await next(request, context)
        }
    }
}
