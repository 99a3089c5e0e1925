/// The one thing that speaks to the network: it sends a request and brings the answer, whatever its status.
///
/// A transport decides nothing. Retries, signing and the meaning of a status live in the middlewares before it.
public protocol Transport: Sendable {
    /// Sends `request` once and returns the answer.
    ///
    /// - Throws: ``TransportError`` when no complete answer came, or `CancellationError`.
    func send(_ request: TransportRequest) async throws -> TransportResponse
}
