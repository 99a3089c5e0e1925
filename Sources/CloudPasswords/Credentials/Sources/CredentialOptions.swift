public import AutomationCore

/// What an embedding program, or the command line, gives explicitly.
public struct CredentialOptions: Sendable {
    /// A credential of one of the kinds that can be given.
    public enum Kind: Sendable {
        /// A ready token.
        case token(Secret)
        /// An access key, permanent or temporary.
        case accessKey(AccessKey)
        /// A user and password of Huawei Cloud's IAM. The project is the region's own when none is given.
        case iamPassword(IdentityUser, Secret, project: IdentityProject?)
        /// A password or an application credential of OpenStack's Keystone; its address is the identity endpoint.
        case keystone(IdentityMethod, project: IdentityProject?)
    }

    /// The credential; nil when none is given, so that other sources are asked.
    public var kind: Kind?
    /// What is given beside it.
    public var surroundings: CredentialSurroundings

    /// Gives a credential, or none.
    public init(_ kind: Kind? = nil, surroundings: CredentialSurroundings = CredentialSurroundings()) {
        self.kind = kind
        self.surroundings = surroundings
    }
}
