import AutomationCore

/// Nova's 2.0.
enum ShowOlderComputeVersionRoute: Route {
    static let operation = SimulatedOperation.showOlderComputeVersion
    static let family = APIFamily.nova
    static let access = RouteAccess.anybody
    static let paths: [PathPattern] = ["/v2", "/v2/"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        .json(200, ["version": VersionDocument.olderCompute(at: call.endpoint)])
    }
}
