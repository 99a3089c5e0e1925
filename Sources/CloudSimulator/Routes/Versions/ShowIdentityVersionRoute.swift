import AutomationCore

/// The version of the identity service.
enum ShowIdentityVersionRoute: Route {
    static let operation = SimulatedOperation.showIdentityVersion
    static let family = APIFamily.ecs
    static let access = RouteAccess.anybody
    static let paths: [PathPattern] = ["/v3", "/v3/"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        .json(200, ["version": VersionDocument.identity(at: call.endpoint)])
    }
}
