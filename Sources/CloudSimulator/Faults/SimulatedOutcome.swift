public import AutomationCore

/// How a request ends for the client.
public enum SimulatedOutcome: Sendable {
    /// The answer arrives after this long, in wall time.
    case answer(TransportResponse, after: Duration)
    /// The connection ends without an answer after this long, in wall time.
    case connectionLost(after: Duration)
    /// There was no connection at all.
    case connectionRefused

    /// The answer, if one arrives.
    public var response: TransportResponse? {
        guard case .answer(let response, _) = self else { return nil }
        return response
    }
}
