/// Everything that can go wrong in a run, in the shape that a runbook sees as a table.
///
/// No field ever holds a secret, a header or a body.
public struct AutomationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What sort of thing went wrong.
    public var kind: ErrorKind
    /// One sentence that names the thing, without a full stop.
    public var message: String
    /// The host function or API operation: `password.wait`.
    public var operation: String?
    /// The server concerned: its name, or its id when the name is not known.
    public var server: String?
    /// The HTTP status that the cloud answered with.
    public var status: Int?
    /// The cloud's own code: `Ecs.0114`.
    public var code: String?
    /// The cloud's id of the request, to quote to its support.
    public var requestID: String?
    /// Whether the same call may succeed later.
    public var isRetryable: Bool
    /// Whether it is certain that nothing was sent. False where that is not known.
    public var isUnsent = false
    /// How long the cloud wants to be left alone before it is asked again; nil when it does not say.
    public var retryAfter: Duration?
    /// What to do about it.
    public var hint: String?
    /// Where in the runbook it was raised: `collect.lua:12`.
    public var location: String?
    /// The Lua traceback, innermost call first, when the error passed through a script.
    public var traceback: String?

    /// The value that a script has raised, kept by whoever runs the script, so that it is the same one when it reaches
    /// the script again. Not compared.
    package var origin: Origin?

    private var causes: [AutomationError]

    /// The error that led to this one.
    public var cause: AutomationError? {
        get { causes.first }
        set { causes = newValue.map { [$0] } ?? [] }
    }

    /// Makes an error; all but kind and message may be added where they are known.
    public init(
        _ kind: ErrorKind,
        _ message: String,
        operation: String? = nil,
        server: String? = nil,
        status: Int? = nil,
        code: String? = nil,
        requestID: String? = nil,
        isRetryable: Bool = false,
        hint: String? = nil,
        cause: AutomationError? = nil
    ) {
        self.kind = kind
        self.message = message
        self.operation = operation
        self.server = server
        self.status = status
        self.code = code
        self.requestID = requestID
        self.isRetryable = isRetryable
        self.hint = hint
        self.causes = cause.map { [$0] } ?? []
    }

    /// An error of any sort, in this shape.
    ///
    /// - Parameter kind: What sort it is when the error does not tell.
    public init(_ error: any Error, otherwise kind: ErrorKind = .plugin) {
        switch error {
        case let error as AutomationError: self = error
        case is CancellationError: self.init(.cancelled, "the run was cancelled")
        default: self.init(kind, "\(error)")
        }
    }

    /// One readable line: `password.get: web-01: there is no such server (404, Ecs.0114, request 4f2a)`.
    public var description: String {
        let answer = [status.map(String.init), code, requestID.map { "request \($0)" }].compactMap(\.self)
        let subject = [operation, server].compactMap(\.self).map { $0 + ": " }.joined()
        return subject + message + (answer.isEmpty ? "" : " (\(answer.joined(separator: ", ")))")
    }
}
