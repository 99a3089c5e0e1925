/// The families of paths under which a cloud offers the password operations.
public enum CloudAPI: String, Sendable, CaseIterable {
    /// Huawei Cloud ECS's own API, the current one.
    case v1
    /// OpenStack's API as Huawei Cloud offers it, with a project id in the path.
    case v2_1 = "v2.1"
    /// The older form of the same.
    case v2
    /// OpenStack Nova's own paths, without a project id.
    case nova

    /// The path of a server, which its operations' paths begin with.
    var serverPath: String {
        switch self {
        case .v1: "/v1/{project_id}/cloudservers/{server_id}"
        case .v2_1: "/v2.1/{project_id}/servers/{server_id}"
        case .v2: "/v2/{project_id}/servers/{server_id}"
        case .nova: "/v2.1/servers/{server_id}"
        }
    }
}
