/// Why a transport brought no answer.
public struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, out of a bounded list.
    public enum Reason: String, Sendable {
        /// Nobody listens there, or a firewall refused. Nothing was sent.
        case connectionRefused = "connection refused"
        /// The name has no address. Nothing was sent.
        case unknownHost = "unknown host"
        /// The TLS handshake failed. Nothing was sent.
        case tlsFailed = "TLS handshake failed"
        /// No answer in time. The request may have been carried out.
        case timedOut = "no answer in time"
        /// The connection ended early. The request may have been carried out.
        case connectionLost = "connection lost"
        /// The answer was larger than the limit, or no HTTP. The request may have been carried out.
        case unusableAnswer = "unusable answer"
        /// The address is no usable URL. Nothing was sent.
        case invalidAddress = "invalid address"
    }

    /// What went wrong.
    public var reason: Reason
    /// What the network library said, without headers or bodies.
    public var detail: String

    /// Makes an error.
    public init(_ reason: Reason, detail: String = "") {
        self.reason = reason
        self.detail = detail
    }

    public var description: String {
        detail.isEmpty ? reason.rawValue : "\(reason.rawValue) (\(detail))"
    }
}
