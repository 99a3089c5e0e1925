/// An operation that is about to be carried out, or has been.
public struct OperationNotice: Sendable {
    /// What scripts call it: `password.reset`, `password.clear`, `server.reboot`.
    public var operation: String
    /// The server that it is for.
    public var server: Server
    /// What was asked for, beside the server. Never a secret.
    public var details: [String: Value]

    /// Describes an operation.
    public init(_ operation: String, server: Server, details: [String: Value] = [:]) {
        self.operation = operation
        self.server = server
        self.details = details
    }
}
