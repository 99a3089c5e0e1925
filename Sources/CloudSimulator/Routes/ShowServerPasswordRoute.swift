import AutomationCore

/// The sealed initial password. Source: ECS API reference, ShowServerPassword.
enum ShowServerPasswordRoute: Route {
    static let operation = SimulatedOperation.showServerPassword
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/{server_id}/os-server-password"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        cloud.passwordRecord(call, family: family)
    }
}
