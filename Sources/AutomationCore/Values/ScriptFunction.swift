/// A function of the running script, held by the host.
///
/// Each call runs in a coroutine of its own, so that what waits inside it suspends nobody else.
public protocol ScriptFunction: Sendable {
    /// Calls the function and waits until it has returned.
    ///
    /// - Throws: ``AutomationError`` with the script's traceback when it raised; of kind ``ErrorKind/cancelled``
    ///   when the calling task was cancelled.
    func call(_ arguments: [Value]) async throws -> [Value]
}
