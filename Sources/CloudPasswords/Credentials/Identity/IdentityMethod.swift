public import AutomationCore

/// How one proves to an identity service who one is.
public enum IdentityMethod: Sendable {
    /// By a user's password.
    case password(IdentityUser, Secret)
    /// By an application credential, which belongs to one project. The user is needed when it is given by name.
    case applicationCredential(ApplicationCredentialName, Secret)

    /// What the proof is.
    var secret: Secret {
        switch self {
        case .password(_, let secret), .applicationCredential(_, let secret): secret
        }
    }
}
