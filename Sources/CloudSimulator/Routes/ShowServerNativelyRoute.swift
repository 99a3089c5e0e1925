import AutomationCore

/// The same in OpenStack's form. Source: OpenStack Compute API, show server details.
enum ShowServerNativelyRoute: Route {
    static let operation = SimulatedOperation.showServerNatively
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/servers/{server_id}",
        "/v2/{project_id}/servers/{server_id}",
        "/v2.1/servers/{server_id}",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard let server = cloud.server(call) else { return family.unknownServer(call.serverID ?? "") }
        let projectID = cloud.configuration.projectID
        return .json(200, ["server": server.body(family: family, projectID: projectID, call: call)])
    }
}
