import AsyncHTTPClient
import AutomationCore
import Foundation
import NIOCore
import NIOHTTP1

/// Translates what the network library throws, so that nobody above has to know the library, so that no header and no
/// body gets into a message by way of its errors, and so that a proxy in the way is named.
struct NetworkFailure {
    let options: TransportOptions
    /// The proxy that the request went through; nil when there was none.
    let proxy: ProxyAddress?

    /// The transport's error for the library's.
    ///
    /// - Parameters:
    ///   - error: what the library threw.
    ///   - wasSent: whether the request was handed to a connection.
    func translate(_ error: any Error, wasSent: Bool) -> TransportError {
        switch error {
        case let error as TransportError: error
        case let error as HTTPClientError: translate(error, wasSent: wasSent)
        case let error as IOError where error.errnoCode == ECONNREFUSED && !wasSent: refused(error)
        case let error as IOError: ended(Self.text(error), wasSent)
        case ChannelError.connectTimeout: noConnection
        case is ChannelError: ended("the connection ended before the answer", wasSent)
        case is SocketAddressError.UnknownHost, is SocketAddressError: unknownHost
        case HTTPParserError.invalidEOFState: closedEarly(wasSent)
        case is HTTPParserError where wasSent: TransportError(.unusableAnswer, detail: via("the answer is not HTTP"))
        case is HTTPParserError: ended("the answer is not HTTP", wasSent)
        default: translateByType(error, wasSent: wasSent)
        }
    }

    private func translate(_ error: HTTPClientError, wasSent: Bool) -> TransportError {
        switch error {
        case .invalidURL, .emptyHost, .missingSocketPath, .emptyScheme:
            return TransportError(.invalidAddress, detail: error.shortDescription.lowercased())
        case .deadlineExceeded, .writeTimeout:
            return TransportError(.timedOut, detail: via(wasSent ? "" : "there was no connection yet"))
        case .readTimeout:
            return TransportError(.timedOut, detail: via("nothing came for \(Self.text(options.readTimeout))"))
        case .connectTimeout, .getConnectionFromPoolTimeout:
            return noConnection
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            return failedAtProxy("did not answer within \(Self.text(options.connectTimeout))")
        case .proxyAuthenticationRequired:
            return refusedByProxy(
                proxy?.credentials == nil ? "asks for a user name and a password" : "refuses the user name or password"
            )
        case .invalidProxyResponse:
            return refusedByProxy("refuses to connect to the host, or cannot")
        case .tlsHandshakeTimeout:
            return TransportError(.tlsFailed, detail: via("the handshake took too long"))
        case .remoteConnectionClosed, .uncleanShutdown, .requestStreamCancelled:
            return closedEarly(wasSent)
        default:
            // The short description has no header names or values, the long one has.
            let text = error.shortDescription
            let isOurs = [
                "Unsupported scheme", "Invalid header field names", "Invalid header field values",
                "Trace request with body",
            ].contains(text)
            return isOurs
                ? TransportError(.invalidAddress, detail: text.lowercased()) : ended(text.lowercased(), wasSent)
        }
    }

    /// Errors that tell by their type alone: the TLS library's, the SOCKS library's, and the one that gathers what became
    /// of each address of a host.
    private func translateByType(_ error: any Error, wasSent: Bool) -> TransportError {
        let type = String(reflecting: type(of: error))
        if type.hasPrefix("NIOSSL.") { return translateTLS(String(describing: error), wasSent: wasSent) }
        if type.hasPrefix("NIOSOCKS.") {
            return refusedByProxy("refuses to connect to the host, or is no SOCKS 5 proxy")
        }
        if type.contains("ProxyConnectHandler") || type.contains("SOCKSEventsHandler") { return closedEarly(false) }
        guard type == "NIOPosix.NIOConnectionError" else { return ended(type, wasSent) }
        let inner = Self.errors(inside: error, depth: 3)
        // An address that was tried tells more than a name lookup for the other address family that found nothing.
        if let tried = inner.lazy.compactMap({ $0 as? IOError }).first { return refused(tried) }
        if inner.contains(where: { $0 is ChannelError }) { return noConnection }
        return unknownHost
    }

    private func translateTLS(_ description: String, wasSent: Bool) -> TransportError {
        if description.contains("uncleanShutdown") { return closedEarly(wasSent) }
        // Also with TLS 1.3, where a server may refuse the handshake when the client has begun to speak already.
        if wasSent { return ended("TLS failed", wasSent) }
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
        return TransportError(.tlsFailed, detail: via(detail))
    }
}

extension NetworkFailure {
    private var noConnection: TransportError {
        let limit = Self.text(options.connectTimeout)
        if proxy != nil { return failedAtProxy("cannot be reached within \(limit)") }
        // Nothing was sent, and that is what a caller has to know; a silent firewall refuses too.
        return TransportError(.connectionRefused, detail: "no connection within \(limit)")
    }

    private var unknownHost: TransportError {
        proxy == nil ? TransportError(.unknownHost) : failedAtProxy("has no address")
    }

    private func refused(_ error: IOError) -> TransportError {
        if proxy != nil { return failedAtProxy("cannot be reached: \(Self.text(error))") }
        return TransportError(.connectionRefused, detail: error.errnoCode == ECONNREFUSED ? "" : Self.text(error))
    }

    private func refusedByProxy(_ text: String) -> TransportError {
        TransportError(.proxyRefused, detail: "the proxy \(proxy?.description ?? "") \(text)")
    }

    /// For want of a word from the proxy: it may be another's fault, and may pass.
    private func failedAtProxy(_ text: String) -> TransportError {
        TransportError(.proxyFailed, detail: "the proxy \(proxy?.description ?? "") \(text)")
    }

    private func closedEarly(_ wasSent: Bool) -> TransportError {
        if !wasSent, proxy != nil { return failedAtProxy("or the host behind it closed the connection at once") }
        return ended("the server closed the connection before it had answered", wasSent)
    }

    /// A connection that ended. Before the request was handed to it, that is as good as a refusal.
    private func ended(_ text: String, _ wasSent: Bool) -> TransportError {
        if !wasSent, proxy != nil { return failedAtProxy("brought no connection about: \(text)") }
        return TransportError(
            wasSent ? .connectionLost : .connectionRefused,
            detail: via(wasSent ? text : "\(text); nothing was sent")
        )
    }

    /// A detail that says which proxy was in the way.
    private func via(_ text: String) -> String {
        guard let proxy else { return text }
        return text.isEmpty ? "through the proxy \(proxy)" : "\(text), through the proxy \(proxy)"
    }

    private static func text(_ error: IOError) -> String {
        String(cString: strerror(error.errnoCode)).lowercased()
    }

    private static func text(_ duration: Duration) -> String { DurationText.format(duration) }

    /// The errors that an error holds in its fields.
    private static func errors(inside value: Any, depth: Int) -> [any Error] {
        guard depth > 0 else { return [] }
        return Mirror(reflecting: value).children.flatMap { child in
            if let error = child.value as? any Error { return [error] }
            return errors(inside: child.value, depth: depth - 1)
        }
    }
}
