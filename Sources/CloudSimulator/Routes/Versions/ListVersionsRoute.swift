import AutomationCore

/// The versions of everything that is found here.
///
/// Compute and identity are two services at two addresses; the simulator has one, so its list names the versions of
/// both, in Nova's form: clients look for compute from here. For identity they are given the address with `/v3`.
enum ListVersionsRoute: Route {
    static let operation = SimulatedOperation.listVersions
    static let family = APIFamily.nova
    static let access = RouteAccess.anybody
    static let paths: [PathPattern] = ["/"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        let versions = [
            VersionDocument.olderCompute(at: call.endpoint),
            VersionDocument.compute(at: call.endpoint),
            VersionDocument.identity(at: call.endpoint),
        ]
        return .json(200, ["versions": .array(versions)])
    }
}
