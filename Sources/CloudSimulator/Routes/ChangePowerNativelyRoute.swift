import AutomationCore

/// The same for one server and without a job. Source: OpenStack Compute API, run an action.
enum ChangePowerNativelyRoute: Route {
    static let operation = SimulatedOperation.changePowerNatively
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/servers/{server_id}/action",
        "/v2/{project_id}/servers/{server_id}/action",
        "/v2.1/servers/{server_id}/action",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard let request = call.decoded(as: PowerRequest.self) else { return family.malformedBody }
        guard let server = cloud.server(call) else { return family.unknownServer(call.serverID ?? "") }
        guard server.permits(request.action, isHard: request.isHard) else { return family.wrongStatus }
        cloud.startTransition(request.action, isHard: request.isHard, serverID: server.id, at: call.now)
        return .empty(202)
    }
}
