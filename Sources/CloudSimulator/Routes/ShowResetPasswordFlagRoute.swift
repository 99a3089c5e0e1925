import AutomationCore

/// Whether the reset agent ever ran in the guest. Source: ECS API reference, ShowResetPasswordFlag.
enum ShowResetPasswordFlagRoute: Route {
    static let operation = SimulatedOperation.showResetPasswordFlag
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/{server_id}/os-resetpwd-flag"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard let server = cloud.server(call) else { return family.unknownServer(call.serverID ?? "") }
        return .json(200, ["resetpwd_flag": server.hasResetPlugin && server.isLaunched ? "True" : "False"])
    }
}
