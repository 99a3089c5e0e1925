public import AutomationCore

/// An access key that the simulated cloud has given out.
public struct SimulatedAccessKey: Sendable {
    /// What requests name it by.
    public var id: String
    /// What requests are signed with.
    public var secret: Secret
    /// What must come with every request of a temporary key; nil for a permanent one.
    public var securityToken: Secret?
    /// The project that it works in; nil for the cloud's own.
    public var projectID: String?

    /// Describes a key.
    public init(id: String, secret: Secret, securityToken: Secret? = nil, projectID: String? = nil) {
        self.id = id
        self.secret = secret
        self.securityToken = securityToken
        self.projectID = projectID
    }
}
