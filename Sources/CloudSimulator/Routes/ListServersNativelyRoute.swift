import AutomationCore

/// The same in OpenStack's form. Source: OpenStack Compute API, list servers detailed.
enum ListServersNativelyRoute: Route {
    static let operation = SimulatedOperation.listServersNatively
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/servers/detail",
        "/v2/{project_id}/servers/detail",
        "/v2.1/servers/detail",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        let projectID = cloud.configuration.projectID
        return NativeServerList.answer(call, path: "/servers/detail", in: &cloud) { server in
            server.body(family: family, projectID: projectID, call: call)
        }
    }
}
