import AutomationCore

/// A server's details. Source: ECS API reference, ShowServer.
enum ShowServerRoute: Route {
    static let operation = SimulatedOperation.showServer
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/{server_id}"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard let server = cloud.server(call) else { return family.unknownServer(call.serverID ?? "") }
        let projectID = cloud.configuration.projectID
        return .json(200, ["server": server.body(family: family, projectID: projectID, call: call)])
    }
}
