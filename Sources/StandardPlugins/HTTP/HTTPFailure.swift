import AutomationCore
import CloudPasswords
import Foundation
import HTTPTypes

/// What answers and missing answers mean.
enum HTTPFailure {
    /// The error that an answer stands for; nil when it is none. Nothing of headers or body is in it.
    static func error(_ response: TransportResponse, to call: HTTPCall, now: Date) -> AutomationError? {
        let status = response.head.status.code
        guard status >= 300 else { return nil }
        var error = AutomationError(
            kind(status),
            "\(call.shown): \(meaning(status))",
            status: status,
            isRetryable: [408, 425, 429, 500, 502, 503, 504].contains(status),
            hint: status < 400
                ? "{ redirects = 5 } follows redirects" : "{ raise = false } gives the answer with its body instead"
        )
        if status >= 300, status < 400, let location = response.head.headerFields[.location],
            let target = call.address.redirected(to: location)
        {
            error.message += " to \(target.origin)"
        }
        error.retryAfter = response.head.headerFields[.retryAfter].flatMap { RetryAfter.parse($0, now: now) }
        return error
    }

    /// The error that stands for a transport's.
    static func error(_ error: TransportError, for call: HTTPCall) -> AutomationError {
        var result = AutomationError(
            error.reason == .timedOut ? .timeout : .connection,
            "\(call.shown): \(error)",
            isRetryable: error.isPassing
        )
        result.isUnsent = error.isUnsent
        result.hint =
            switch error.reason {
            case .connectionRefused: "does something listen there?"
            case .unknownHost: "check the host name, and the name server"
            case .tlsFailed: "does the service speak https, and is its certificate trusted on this machine?"
            case .timedOut: "is a firewall or a proxy in the way? { timeout = ... } waits longer"
            case .proxyFailed, .proxyRefused: "check --proxy or HTTPS_PROXY"
            case .connectionLost, .unusableAnswer, .invalidAddress: nil
            }
        return result
    }

    private static func kind(_ status: Int) -> ErrorKind {
        switch status {
        case 401: .authentication
        case 403: .forbidden
        case 404, 410: .notFound
        case 409: .conflict
        case 429: .throttled
        case 400..<500: .rejected
        default: .service
        }
    }

    private static func meaning(_ status: Int) -> String {
        switch status {
        case ..<400: "the service redirects"
        case 401: "the service does not know who asks"
        case 403: "the service does not allow it"
        case 404, 410: "there is nothing there"
        case 409: "the service's state does not allow it"
        case 429: "too many requests"
        case 400..<500: "the service refuses the request"
        default: "the service failed"
        }
    }
}

extension HTTPField.Name {
    /// When a service wants to be asked again.
    static var retryAfter: HTTPField.Name { HTTPField.Name("Retry-After") ?? .date }
}
