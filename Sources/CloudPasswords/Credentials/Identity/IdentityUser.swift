/// A user of an identity service, who has a password.
public enum IdentityUser: Sendable, Equatable {
    /// By an id, which is unique without a domain.
    case id(String)
    /// By a name, which is unique within a domain.
    case name(String, domain: IdentityDomain)
}
