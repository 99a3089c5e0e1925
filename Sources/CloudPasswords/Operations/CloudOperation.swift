public import AutomationCore
public import HTTPTypes

/// One row of the operation table: everything the client has to know of an API operation.
public struct CloudOperation: Sendable, Equatable {
    /// Where a permission for an operation can be given.
    public enum Scope: String, Sendable, Equatable {
        /// In an IAM project.
        case project
        /// In an enterprise project.
        case enterpriseProject
    }

    /// What it does.
    public var action: CloudAction
    /// Which API it belongs to.
    public var api: CloudAPI
    /// The HTTP method.
    public var method: HTTPRequest.Method
    /// The path, with `{project_id}` and `{server_id}` where they go.
    public var path: String
    /// The IAM action, or OpenStack policy, that the caller must have; nil when none is documented.
    public var permission: String?
    /// Where that permission can be given.
    public var scopes: [Scope]
    /// The statuses that mean success.
    public var successStatuses: Set<Int>
    /// What sending it twice does.
    public var effect: Effect
    /// Whether the cloud has declared it obsolete. Such a row is never chosen but by the API's name.
    public var isDeprecated: Bool

    /// The name in logs and progress: `v1 resetPassword`.
    public var name: String { "\(api.rawValue) \(action.rawValue)" }
}
