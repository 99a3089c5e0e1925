import AutomationCore

/// The same in OpenStack's form. Source: OpenStack Compute API, servers password.
enum ShowServerPasswordNativelyRoute: Route {
    static let operation = SimulatedOperation.showServerPasswordNatively
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/servers/{server_id}/os-server-password",
        "/v2/{project_id}/servers/{server_id}/os-server-password",
        "/v2.1/servers/{server_id}/os-server-password",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        cloud.passwordRecord(call, family: family)
    }
}
