/// Why a transport brought no answer.
public struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, out of a bounded list.
    public enum Reason: String, Sendable {
        /// Nobody listens there, or a firewall refused. Nothing was sent.
        case connectionRefused = "connection refused"
        /// The proxy in the way was not reached, or brought no connection about. Nothing was sent.
        case proxyFailed = "no connection through the proxy"
        /// The proxy in the way said no: to the user, or to the host. Nothing was sent.
        case proxyRefused = "refused by the proxy"
        /// The name has no address. Nothing was sent.
        case unknownHost = "unknown host"
        /// The TLS handshake failed. Nothing was sent. A connection that breaks after it is a lost one.
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

    /// Whether the same request may get an answer later, without anybody changing anything.
    ///
    /// A proxy's refusal is not passing: a wrong password that is sent again and again locks the user's account there.
    public var isPassing: Bool {
        switch reason {
        case .connectionRefused, .proxyFailed, .unknownHost, .timedOut, .connectionLost: true
        case .proxyRefused, .tlsFailed, .unusableAnswer, .invalidAddress: false
        }
    }

    /// Whether it is certain that nothing was sent, so that nothing was carried out either.
    public var isUnsent: Bool {
        switch reason {
        case .connectionRefused, .proxyFailed, .proxyRefused, .unknownHost, .tlsFailed, .invalidAddress: true
        case .timedOut, .connectionLost, .unusableAnswer: false
        }
    }

    public var description: String {
        detail.isEmpty ? reason.rawValue : "\(reason.rawValue) (\(detail))"
    }
}
