public import AutomationCore

/// The kinds of error that the standard modules add.
extension ErrorKind {
    /// A file or a folder could not be used.
    public static let file = ErrorKind(rawValue: "file")
    /// A service that was called by `http` failed, or answered what it should not.
    public static let service = ErrorKind(rawValue: "service")
    /// A program could not be started, or failed.
    public static let program = ErrorKind(rawValue: "program")
}
