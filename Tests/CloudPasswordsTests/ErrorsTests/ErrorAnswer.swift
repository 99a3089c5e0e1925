import AutomationCore
import CloudPasswords
import Testing

/// An answer of the cloud, and the error that it has to become.
struct ErrorAnswer: Sendable, CustomTestStringConvertible {
    var name: String
    var action: CloudAction
    var api: CloudAPI
    var status: Int
    var headers: [String: String]
    var body: [UInt8]
    var kind: ErrorKind
    var code: String?
    var isRetryable: Bool
    var retryAfter: Duration?
    /// What the hint has to say.
    var hint: String
    /// What the message has to say.
    var message: String
    var requestID: String?

    var testDescription: String { "\(name): \(status)" }

    init(
        _ name: String,
        _ status: Int,
        _ body: String,
        _ kind: ErrorKind,
        code: String? = nil,
        retry: Bool = false,
        after retryAfter: Duration? = nil,
        hint: String,
        message: String,
        requestID: String? = nil,
        headers: [String: String] = [:],
        action: CloudAction = .getPassword,
        api: CloudAPI = .v1
    ) {
        self.name = name
        self.action = action
        self.api = api
        self.status = status
        self.headers = headers
        self.body = Array(body.utf8)
        self.kind = kind
        self.code = code
        self.isRetryable = retry
        self.retryAfter = retryAfter
        self.hint = hint
        self.message = message
        self.requestID = requestID
    }

    /// A code in ECS's shape.
    static func ecs(
        _ code: String,
        _ status: Int,
        _ kind: ErrorKind,
        retry: Bool = false,
        after retryAfter: Duration? = nil,
        hint: String,
        message: String = "the cloud answered: So it is.",
        action: CloudAction = .resetPassword
    ) -> ErrorAnswer {
        ErrorAnswer(
            code,
            status,
            #"{"error":{"code":"\#(code)","message":"So it is."}}"#,
            kind,
            code: code,
            retry: retry,
            after: retryAfter,
            hint: hint,
            message: message,
            action: action
        )
    }

    /// A code in the gateway's shape.
    static func gateway(
        _ code: String,
        _ status: Int,
        _ kind: ErrorKind,
        retry: Bool = false,
        after retryAfter: Duration? = nil,
        text: String = "So it is.",
        hint: String,
        action: CloudAction = .getPassword
    ) -> ErrorAnswer {
        ErrorAnswer(
            code,
            status,
            #"{"error_code":"\#(code)","error_msg":"\#(text)","request_id":"7c0a9f0d"}"#,
            kind,
            code: code,
            retry: retry,
            after: retryAfter,
            hint: hint,
            message: "the cloud answered: \(text.prefix(300))",
            requestID: "7c0a9f0d",
            action: action
        )
    }

    /// A fault in Nova's shape.
    static func nova(
        _ fault: String,
        _ status: Int,
        _ kind: ErrorKind,
        retry: Bool = false,
        hint: String,
        message: String = "the cloud answered: So it is.",
        api: CloudAPI = .v2_1
    ) -> ErrorAnswer {
        ErrorAnswer(
            fault,
            status,
            #"{"\#(fault)":{"message":"So it is.","code":\#(status)}}"#,
            kind,
            code: fault,
            retry: retry,
            hint: hint,
            message: message,
            api: api
        )
    }
}
