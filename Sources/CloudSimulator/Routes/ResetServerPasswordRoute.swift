import AutomationCore

/// Leaves a new password for the guest to fetch. Source: ECS API reference, ResetServerPassword.
enum ResetServerPasswordRoute: Route {
    static let operation = SimulatedOperation.resetServerPassword
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/{server_id}/os-reset-password"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        PasswordReset.answer(call, family: family, knowsCheck: true, in: &cloud)
    }
}
