import AutomationCore

/// Whoever sits in front of the process, and what is piped into it.
protocol Terminal: Sendable {
    /// Whether questions can be asked: somebody sees them, and can answer.
    var isInteractive: Bool { get }

    /// Asks a question and returns the line that is typed; nil at the end of the input.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func ask(_ question: String) async throws -> String?

    /// Asks without showing what is typed; nil at the end of the input.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func askSecretly(_ question: String) async throws -> Secret?

    /// Everything that is piped into the process.
    ///
    /// - Parameter limit: The most bytes that are read.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when there are more, or they cannot be read, or
    ///   `CancellationError`.
    func everything(limit: Int) async throws -> [UInt8]
}
