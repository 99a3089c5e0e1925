/// What a source says when it is asked for a credential.
public enum CredentialAnswer: Sendable {
    /// Here it is.
    case found(ResolvedCredential)
    /// This source is not in use, and why it thinks so: `there is no /home/ops/.huaweicloud/credentials`.
    case notConfigured(String)
}

extension CredentialAnswer {
    /// The same with what is configured beside it, which goes before what the credential's issuer told.
    func with(_ surroundings: CredentialSurroundings) -> CredentialAnswer {
        guard case .found(let credential) = self else { return self }
        return .found(credential.with(surroundings))
    }
}
