/// A domain of an identity service: in Huawei Cloud's words, the account that a user or a project belongs to.
public enum IdentityDomain: Sendable, Equatable {
    /// By its id.
    case id(String)
    /// By its name.
    case name(String)
}
