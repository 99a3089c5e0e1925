import AutomationCore

/// What both forms of a reset do: leave a password for the guest to fetch when it starts next.
enum PasswordReset {
    static func answer(
        _ call: RouteCall,
        family: APIFamily,
        knowsCheck: Bool,
        in cloud: inout SimulatedCloud
    ) -> TransportResponse {
        guard !call.body.isEmpty else { return family.missingBody }
        guard let body = call.decoded(as: ResetPasswordBody.self), !body.request.newPassword.isEmpty else {
            return family.malformedBody
        }
        guard let server = cloud.server(call) else { return family.unknownServer(call.serverID ?? "") }
        guard server.isStable else { return family.wrongStatus }
        if cloud.configuration.refusesResetWithoutPlugin, !server.hasResetPlugin { return family.missingPlugin }
        let password = body.request.newPassword
        if knowsCheck, body.request.isChecked == true, !PasswordRules.accept(password) {
            return .weakPassword
        }
        // A second reset before the guest starts takes the place of the first, without a word.
        cloud.update(server.id) { $0.pendingPassword = password }
        return .empty(204)
    }
}
