/// Which application credential is meant.
public enum ApplicationCredentialName: Sendable, Equatable {
    /// By an id, which is unique without a user.
    case id(String)
    /// By a name, which is unique within a user.
    case name(String, user: IdentityUser)
}
