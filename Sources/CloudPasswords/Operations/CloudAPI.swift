/// The families of paths under which a cloud offers its operations.
public enum CloudAPI: String, Sendable {
    /// Huawei Cloud ECS's own API, the current one.
    case v1
    /// OpenStack's API as Huawei Cloud offers it, with a project id in the path.
    case v2_1 = "v2.1"
    /// The older form of the same.
    case v2
    /// OpenStack Nova's own paths, without a project id.
    case nova
    /// The identity service, IAM or Keystone. Not to be chosen: it has no servers.
    case identity

    /// Those that a caller can choose: they have servers.
    public static let choices: [CloudAPI] = [.v1, .v2_1, .v2, .nova]

    /// The one that a caller has chosen by its name; nil when there is none of this name.
    public init?(choice name: String) {
        guard let api = Self(rawValue: name), Self.choices.contains(api) else { return nil }
        self = api
    }

    /// What the paths of its operations begin with.
    var root: String {
        switch self {
        case .v1: "/v1/{project_id}"
        case .v2_1: "/v2.1/{project_id}"
        case .v2: "/v2/{project_id}"
        case .nova: "/v2.1"
        case .identity: "/v3"
        }
    }

    /// The path of its servers.
    var serversPath: String { root + (self == .v1 ? "/cloudservers" : "/servers") }

    /// The path of one server.
    var serverPath: String { serversPath + "/{server_id}" }
}
