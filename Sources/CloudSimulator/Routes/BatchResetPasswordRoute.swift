import AutomationCore

/// Leaves one new password for the guests of many servers to fetch. Source: ECS API reference,
/// BatchResetServersPassword, and its page on the answers of batch operations.
enum BatchResetPasswordRoute: Route {
    static let operation = SimulatedOperation.resetServerPasswords
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/os-reset-passwords"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard !call.body.isEmpty else { return family.missingBody }
        guard let body = call.decoded(as: BatchResetBody.self), !body.servers.isEmpty else {
            return family.malformedBody
        }
        guard body.servers.count <= 1000 else { return .tooManyServers }
        // The rules are always checked here: this form has no switch for them.
        let isDryRun = body.isDryRun ?? false
        if let password = body.newPassword, !password.isEmpty {
            guard PasswordRules.accept(password) else { return .weakPassword }
        } else if !isDryRun {
            return family.malformedBody
        }
        var failures: [JSONValue] = []
        for reference in body.servers {
            if let failure = failure(reference.id, call, in: &cloud) {
                failures.append(failure)
            } else if !isDryRun, let password = body.newPassword {
                cloud.update(reference.id) { $0.pendingPassword = password }
            }
        }
        guard failures.isEmpty else {
            // The servers that are not named have their new password. The reference shows no list of them.
            let error: JSONValue = ["code": "Ecs.0611", "message": "Batch operation failed."]
            return .json(400, ["error": error, "internalError": .array(failures)])
        }
        return .json(200, ["response": .array(body.servers.map { ["id": .string($0.id)] })])
    }

    /// Why one server cannot have a new password; nil when it can. These codes begin in capitals, unlike all others.
    private static func failure(_ id: String, _ call: RouteCall, in cloud: inout SimulatedCloud) -> JSONValue? {
        func failure(_ code: String, _ message: String) -> JSONValue {
            ["id": .string(id), "error_code": .string(code), "error_message": .string(message)]
        }
        guard let server = cloud.server(id, at: call.now) else {
            return failure("ECS.0614", "The ECS does not exist.")
        }
        guard server.isStable else { return failure("ECS.0100", "The ECS status does not allow this operation.") }
        if cloud.configuration.refusesResetWithoutPlugin, !server.hasResetPlugin {
            return failure("ECS.0613", "The ECS has no plug-ins installed.")
        }
        return nil
    }
}
