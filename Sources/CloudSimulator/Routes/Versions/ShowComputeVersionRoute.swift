import AutomationCore

/// Nova's 2.1. With a project in the path there is no such resource, and clients take the project away.
///
/// Source: OpenStack Compute API, versions; novaclient, `novaclient/v2/versions.py`.
enum ShowComputeVersionRoute: Route {
    static let operation = SimulatedOperation.showComputeVersion
    static let family = APIFamily.nova
    static let access = RouteAccess.anybody
    static let paths: [PathPattern] = ["/v2.1", "/v2.1/"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        .json(200, ["version": VersionDocument.compute(at: call.endpoint)])
    }
}
