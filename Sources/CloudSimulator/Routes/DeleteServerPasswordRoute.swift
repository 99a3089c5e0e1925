import AutomationCore

/// Forgets the sealed initial password. Source: ECS API reference, DeleteServerPassword.
enum DeleteServerPasswordRoute: Route {
    static let operation = SimulatedOperation.deleteServerPassword
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/{server_id}/os-server-password"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        cloud.clearPasswordRecord(call, family: family)
    }
}
