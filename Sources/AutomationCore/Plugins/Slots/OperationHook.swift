/// What comes before and after an operation that changes something in the cloud.
public protocol OperationHook: Sendable {
    /// Called before anything of the operation is stored or sent.
    ///
    /// - Throws: An ``AutomationError`` of kind ``ErrorKind/vetoed`` with the reason, to forbid it. Any other error
    ///   forbids it too: who cannot say yes has not said yes.
    func before(_ operation: OperationNotice) async throws

    /// Called after the operation; `failure` is nil when it has succeeded. What it throws is logged and changes
    /// nothing any more.
    func after(_ operation: OperationNotice, failure: AutomationError?) async throws
}

extension OperationHook {
    public func before(_ operation: OperationNotice) async throws {}

    public func after(_ operation: OperationNotice, failure: AutomationError?) async throws {}
}
