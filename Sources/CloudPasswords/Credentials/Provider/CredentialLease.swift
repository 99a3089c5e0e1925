/// The right to send one request with a credential.
///
/// Whoever takes one reports what became of the request, whatever became of it: by ``CredentialProvider/succeeded(_:)``,
/// ``CredentialProvider/refused(_:_:)``, ``CredentialProvider/invalidate(after:)`` or
/// ``CredentialProvider/released(_:)``.
public struct CredentialLease: Sendable {
    /// The credential, with what its source knew beside it.
    public let resolved: ResolvedCredential
    /// Which lease this is.
    let id: Int
    /// Which of the provider's credentials it is for, counted from 1.
    let generation: Int

    /// The credential to send the request with.
    public var credential: Credential { resolved.credential }
}
