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
        row(.v1, .put, "/os-reset-password", .resetPassword, "ecs:cloudServers:resetServerPwd", .idempotent),
        row(.v1, .get, "/os-resetpwd-flag", .checkResetFlag, "ecs:cloudServers:showResetPasswordFlag", .read),
        row(.v1, .get, "/os-server-password", .getPassword, "ecs:cloudServers:showServerPassword", .read),
        row(.v1, .delete, "/os-server-password", .clearPassword, "ecs:cloudServers:deletePassword", .idempotent),
        row(.v1, .get, "", .showServer, "ecs:cloudServers:showServer", .read),

        // OpenStack's API as Huawei Cloud offers it. Its reset is deprecated.
        row(.v2_1, .put, "/os-reset-password", .resetPassword, "ecs:cloudServers:resetServerPwd", .idempotent),
        row(.v2_1, .get, "/os-server-password", .getPassword, "ecs:serverPasswords:manage", .read),
        row(.v2_1, .delete, "/os-server-password", .clearPassword, "ecs:serverPasswords:manage", .idempotent),
        row(.v2_1, .get, "", .showServer, nil, .read),

        // The older form of the same.
        row(.v2, .get, "/os-server-password", .getPassword, "ecs:serverPasswords:manage", .read),
        row(.v2, .delete, "/os-server-password", .clearPassword, "ecs:serverPasswords:manage", .idempotent),
        row(.v2, .get, "", .showServer, nil, .read),

        // Nova's own paths.
        row(.nova, .get, "/os-server-password", .getPassword, "os_compute_api:os-server-password:show", .read),
        row(
            .nova,
            .delete,
            "/os-server-password",
            .clearPassword,
            "os_compute_api:os-server-password:clear",
            .idempotent
        ),
        row(.nova, .get, "", .showServer, "os_compute_api:servers:show", .read),
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

    /// What all rows have in common: where an API's servers are, what success looks like, where a permission can be
    /// given. Only ECS's own actions can be given in an enterprise project.
    private static func row(
        _ api: CloudAPI,
        _ method: HTTPRequest.Method,
        _ subresource: String,
        _ action: CloudAction,
        _ permission: String?,
        _ effect: Effect
    ) -> CloudOperation {
        let success: Set<Int> =
            switch action {
            case .getPassword, .checkResetFlag, .showServer: [200]
            case .clearPassword: [200, 202, 204]
            case .resetPassword: api == .v1 ? [204] : [200, 202, 204]
            }
        return CloudOperation(
            action: action,
            api: api,
            method: method,
            path: api.serverPath + subresource,
            permission: permission,
            scopes: permission?.hasPrefix("ecs:cloudServers:") == true ? [.project, .enterpriseProject] : [.project],
            successStatuses: success,
            effect: effect,
            isDeprecated: api == .v2_1 && action == .resetPassword
        )
    }
}
