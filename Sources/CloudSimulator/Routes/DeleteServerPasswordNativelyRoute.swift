import AutomationCore

/// The same in OpenStack's form. Source: OpenStack Compute API, servers password.
enum DeleteServerPasswordNativelyRoute: Route {
    static let operation = SimulatedOperation.deleteServerPasswordNatively
    static let family = APIFamily.nova
    static let paths = ShowServerPasswordNativelyRoute.paths

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        cloud.clearPasswordRecord(call, family: family)
    }
}
