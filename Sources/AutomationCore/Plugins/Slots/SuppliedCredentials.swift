public import Foundation

/// Credentials for a cloud, as a plugin gives them.
public struct SuppliedCredentials: Sendable {
    /// What proves who we are.
    public enum Proof: Sendable {
        /// A key pair that requests are signed with; temporary ones come with a security token.
        case accessKey(id: String, secret: Secret, securityToken: Secret?)
        /// A token that is sent with each request.
        case token(Secret)
    }

    /// What proves who we are.
    public var proof: Proof
    /// The project to work in, when they are for one alone.
    public var projectID: String?
    /// When they end; nil when they do not.
    public var expiresAt: Date?

    /// Describes credentials.
    public init(_ proof: Proof, projectID: String? = nil, expiresAt: Date? = nil) {
        self.proof = proof
        self.projectID = projectID
        self.expiresAt = expiresAt
    }
}
