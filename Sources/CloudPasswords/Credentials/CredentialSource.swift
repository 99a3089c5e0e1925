import AutomationCore

/// Somewhere a credential may come from.
public protocol CredentialSource: Sendable {
    /// What messages call it: `the environment`.
    var name: String { get }

    /// Looks for a credential; called again whenever the one that it gave is about to end.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when the source is in use and broken: nobody
    ///   asks further then. It names the file or the variable, and never a value. `CancellationError` as ever.
    func resolve() async throws -> CredentialAnswer
}
