import AsyncHTTPClient
import AutomationCore
import Foundation
import NIOCore
import NIOHTTP1

extension TransportError {
    /// Translates what the network library threw, so that nobody above has to know the library, and so that no header
    /// and no body gets into a message by way of its errors.
    init(networkError error: any Error) {
        self =
            switch error {
            case let error as TransportError: error
            case let error as HTTPClientError: Self.translate(error)
            case let error as IOError: Self.translate(error, isConnecting: false)
            case let error as ChannelError: Self.translate(error)
            case is SocketAddressError.UnknownHost, is SocketAddressError: TransportError(.unknownHost)
            case HTTPParserError.invalidEOFState: Self.closedEarly
            case is HTTPParserError: TransportError(.unusableAnswer, detail: "the answer is not HTTP")
            case is ResponseAccumulator.ResponseTooBigError:
                TransportError(.unusableAnswer, detail: "the answer is larger than a mebibyte")
            default: Self.translateByType(error)
            }
    }

    private static let closedEarly = TransportError(
        .connectionLost,
        detail: "the server closed the connection before it had answered"
    )

    private static func translate(_ error: HTTPClientError) -> TransportError {
        switch error {
        case .invalidURL, .emptyHost, .missingSocketPath, .emptyScheme:
            TransportError(.invalidAddress, detail: error.shortDescription.lowercased())
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            TransportError(.timedOut)
        case .connectTimeout:
            // Nothing was sent, and that is what a caller has to know; a silent firewall refuses too.
            TransportError(.connectionRefused, detail: "no connection within 10 seconds")
        case .getConnectionFromPoolTimeout:
            TransportError(.connectionRefused, detail: "no free connection in time")
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .invalidProxyResponse, .proxyAuthenticationRequired:
            TransportError(.connectionRefused, detail: "by the proxy: \(error.shortDescription.lowercased())")
        case .tlsHandshakeTimeout:
            TransportError(.tlsFailed, detail: "the handshake took too long")
        case .remoteConnectionClosed, .uncleanShutdown, .requestStreamCancelled:
            closedEarly
        default:
            // The short description has no header names or values, the long one has.
            switch error.shortDescription {
            case "Unsupported scheme", "Invalid header field names", "Invalid header field values",
                "Trace request with body":
                TransportError(.invalidAddress, detail: error.shortDescription.lowercased())
            default:
                TransportError(.connectionLost, detail: error.shortDescription.lowercased())
            }
        }
    }

    private static func translate(_ error: IOError, isConnecting: Bool) -> TransportError {
        let reason: Reason = isConnecting || error.errnoCode == ECONNREFUSED ? .connectionRefused : .connectionLost
        let detail = error.errnoCode == ECONNREFUSED ? "" : String(cString: strerror(error.errnoCode)).lowercased()
        return TransportError(reason, detail: detail)
    }

    private static func translate(_ error: ChannelError) -> TransportError {
        if case .connectTimeout = error {
            return TransportError(.connectionRefused, detail: "no connection within 10 seconds")
        }
        return TransportError(.connectionLost, detail: "the connection ended before the answer")
    }

    /// Errors of modules that are not linked by name: the TLS library's, and the one that gathers what became of each
    /// address of a host.
    private static func translateByType(_ error: any Error) -> TransportError {
        let type = String(reflecting: type(of: error))
        if type.hasPrefix("NIOSSL.") { return translateTLS(String(describing: error)) }
        guard type == "NIOPosix.NIOConnectionError" else {
            return TransportError(.connectionLost, detail: type)
        }
        let inner = errors(inside: error, depth: 3)
        // An address that was tried tells more than a name lookup for the other address family that found nothing.
        if let refused = inner.lazy.compactMap({ $0 as? IOError }).first {
            return translate(refused, isConnecting: true)
        }
        if let timeout = inner.lazy.compactMap({ $0 as? ChannelError }).first {
            return translate(timeout)
        }
        return TransportError(.unknownHost)
    }

    private static func translateTLS(_ description: String) -> TransportError {
        if description.contains("uncleanShutdown") {
            return closedEarly
        }
        let detail =
            if description.contains("CERTIFICATE_VERIFY_FAILED") {
                "the server's certificate is not trusted, or has expired"
            } else if description.contains("unableToValidateCertificate")
                || description.contains("failedToValidateHostname")
            {
                "the server's certificate is not for this host"
            } else if description.contains("WRONG_VERSION_NUMBER") {
                "the server does not speak TLS on this port"
            } else {
                ""
            }
        return TransportError(.tlsFailed, detail: detail)
    }

    /// The errors that an error holds in its fields.
    private static func errors(inside value: Any, depth: Int) -> [any Error] {
        guard depth > 0 else { return [] }
        return Mirror(reflecting: value).children.flatMap { child in
            if let error = child.value as? any Error { return [error] }
            return errors(inside: child.value, depth: depth - 1)
        }
    }
}
