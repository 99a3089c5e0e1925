/// A project of an identity service, for which a token is asked.
public enum IdentityProject: Sendable, Equatable {
    /// By an id, which is unique without a domain.
    case id(String)
    /// By a name. Huawei Cloud takes it without a domain, OpenStack does not.
    case name(String, domain: IdentityDomain?)
}
