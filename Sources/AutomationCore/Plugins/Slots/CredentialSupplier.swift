/// Says who we are to the cloud.
public protocol CredentialSupplier: Sendable {
    /// The credentials to use; nil when it has none, and the next source is asked. Called again whenever those that it
    /// gave are about to end.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when it has some and cannot give them.
    func credentials() async throws -> SuppliedCredentials?
}
