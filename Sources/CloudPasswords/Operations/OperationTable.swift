public import AutomationCore
import HTTPTypes

/// Every operation that the client can send, one row each.
///
/// Sources: ECS API reference, "Password Management" and its permission table (paths, actions, scopes; success 204 of
/// reset and clear as in its API definitions); Nova API reference, "Servers password" (paths, policies, statuses).
/// A clear that answers 200 or 202 is a success too: older OpenStack and the bare-metal twin of the operation do.
public enum OperationTable {
    /// All rows.
    public static let rows: [CloudOperation] = [
        // The current API.
        row(
            .resetPassword, .v1, .put, "/v1/{project_id}/cloudservers/{server_id}/os-reset-password",
            permission: "ecs:cloudServers:resetServerPwd", .everywhere, [204], .idempotent
        ),
        row(
            .checkResetFlag, .v1, .get, "/v1/{project_id}/cloudservers/{server_id}/os-resetpwd-flag",
            permission: "ecs:cloudServers:showResetPasswordFlag", .everywhere, [200], .read
        ),
        row(
            .getPassword, .v1, .get, "/v1/{project_id}/cloudservers/{server_id}/os-server-password",
            permission: "ecs:cloudServers:showServerPassword", .everywhere, [200], .read
        ),
        row(
            .clearPassword, .v1, .delete, "/v1/{project_id}/cloudservers/{server_id}/os-server-password",
            permission: "ecs:cloudServers:deletePassword", .everywhere, [200, 202, 204], .idempotent
        ),
        row(
            .showServer, .v1, .get, "/v1/{project_id}/cloudservers/{server_id}",
            permission: "ecs:cloudServers:showServer", .everywhere, [200], .read
        ),

        // OpenStack's API as Huawei Cloud offers it.
        row(
            .resetPassword, .v2_1, .put, "/v2.1/{project_id}/servers/{server_id}/os-reset-password",
            permission: "ecs:cloudServers:resetServerPwd", .everywhere, [200, 202, 204], .idempotent, deprecated: true
        ),
        row(
            .getPassword, .v2_1, .get, "/v2.1/{project_id}/servers/{server_id}/os-server-password",
            permission: "ecs:serverPasswords:manage", .project, [200], .read
        ),
        row(
            .clearPassword, .v2_1, .delete, "/v2.1/{project_id}/servers/{server_id}/os-server-password",
            permission: "ecs:serverPasswords:manage", .project, [200, 202, 204], .idempotent
        ),
        row(
            .showServer, .v2_1, .get, "/v2.1/{project_id}/servers/{server_id}", permission: nil, .project, [200], .read
        ),

        // The older form of the same.
        row(
            .getPassword, .v2, .get, "/v2/{project_id}/servers/{server_id}/os-server-password",
            permission: "ecs:serverPasswords:manage", .project, [200], .read
        ),
        row(
            .clearPassword, .v2, .delete, "/v2/{project_id}/servers/{server_id}/os-server-password",
            permission: "ecs:serverPasswords:manage", .project, [200, 202, 204], .idempotent
        ),
        row(.showServer, .v2, .get, "/v2/{project_id}/servers/{server_id}", permission: nil, .project, [200], .read),

        // Nova's own paths.
        row(
            .getPassword, .nova, .get, "/v2.1/servers/{server_id}/os-server-password",
            permission: "os_compute_api:os-server-password:show", .project, [200], .read
        ),
        row(
            .clearPassword, .nova, .delete, "/v2.1/servers/{server_id}/os-server-password",
            permission: "os_compute_api:os-server-password:clear", .project, [200, 202, 204], .idempotent
        ),
        row(
            .showServer, .nova, .get, "/v2.1/servers/{server_id}",
            permission: "os_compute_api:servers:show", .project, [200], .read
        ),
    ]

    /// The row for an action in an API.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/unsupported`` that names the APIs which have it.
    public static func operation(_ action: CloudAction, in api: CloudAPI) throws(AutomationError) -> CloudOperation {
        if let row = rows.first(where: { $0.action == action && $0.api == api }) { return row }
        // A deprecated row is no advice.
        let others = rows.filter { $0.action == action && !$0.isDeprecated }.map(\.api.rawValue)
        let names = others.joined(separator: ", ")
        throw AutomationError(
            .unsupported,
            "the \(api.rawValue) API has no operation to \(action.purpose); \(names) has one",
            hint: "choose it for the run with --api \(others.first ?? "v1"), "
                + "or for this call with { api = \"\(others.first ?? "v1")\" }"
        )
    }

    private static func row(
        _ action: CloudAction,
        _ api: CloudAPI,
        _ method: HTTPRequest.Method,
        _ path: String,
        permission: String?,
        _ scopes: [CloudOperation.Scope],
        _ successStatuses: Set<Int>,
        _ effect: Effect,
        deprecated isDeprecated: Bool = false
    ) -> CloudOperation {
        CloudOperation(
            action: action,
            api: api,
            method: method,
            path: path,
            permission: permission,
            scopes: scopes,
            successStatuses: successStatuses,
            effect: effect,
            isDeprecated: isDeprecated
        )
    }
}

extension [CloudOperation.Scope] {
    fileprivate static var everywhere: Self { [.project, .enterpriseProject] }
    fileprivate static var project: Self { [.project] }
}
