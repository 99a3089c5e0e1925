import AutomationCore

/// Ids and names only. Source: OpenStack Compute API, list servers.
enum ListServerNamesNativelyRoute: Route {
    static let operation = SimulatedOperation.listServerNamesNatively
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/servers",
        "/v2/{project_id}/servers",
        "/v2.1/servers",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        NativeServerList.answer(call, path: "/servers", in: &cloud) { $0.summary(call: call) }
    }
}
