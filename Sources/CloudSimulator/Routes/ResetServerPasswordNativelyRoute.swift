import AutomationCore

/// The deprecated form, which does not know `is_check_password`. Source: ECS API reference, historical APIs.
enum ResetServerPasswordNativelyRoute: Route {
    static let operation = SimulatedOperation.resetServerPasswordNatively
    static let family = APIFamily.nova
    static let paths: [PathPattern] = ["/v2.1/{project_id}/servers/{server_id}/os-reset-password"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        PasswordReset.answer(call, family: family, knowsCheck: false, in: &cloud)
    }
}
