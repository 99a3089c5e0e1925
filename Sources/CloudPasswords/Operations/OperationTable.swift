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
        row(.v1, .put, .server, "/os-reset-password", .resetPassword, "ecs:cloudServers:resetServerPwd", .idempotent),
        row(
            .v1,
            .put,
            .servers,
            "/os-reset-passwords",
            .resetPasswords,
            "ecs:cloudServers:resetServerPwd",
            .idempotent
        ),
        row(.v1, .get, .server, "/os-resetpwd-flag", .checkResetFlag, "ecs:cloudServers:showResetPasswordFlag", .read),
        row(.v1, .get, .server, "/os-server-password", .getPassword, "ecs:cloudServers:showServerPassword", .read),
        row(
            .v1,
            .delete,
            .server,
            "/os-server-password",
            .clearPassword,
            "ecs:cloudServers:deletePassword",
            .idempotent
        ),
        row(.v1, .get, .server, "", .showServer, "ecs:cloudServers:showServer", .read),
        row(.v1, .get, .servers, "/detail", .listServers, "ecs:cloudServers:list", .read),
        row(.v1, .post, .servers, "/action", .startServers, "ecs:cloudServers:start", .once),
        row(.v1, .post, .servers, "/action", .stopServers, "ecs:cloudServers:stop", .once),
        row(.v1, .post, .servers, "/action", .rebootServers, "ecs:cloudServers:reboot", .once),
        row(.v1, .get, .root, "/jobs/{job_id}", .showJob, nil, .read),
        // ECS has no form of its own for key pairs.
        row(.v1, .get, .rootOf(.v2_1), "/os-keypairs/{key_pair}", .showKeyPair, nil, .read),

        // OpenStack's API as Huawei Cloud offers it. Its reset is deprecated.
        row(.v2_1, .put, .server, "/os-reset-password", .resetPassword, "ecs:cloudServers:resetServerPwd", .idempotent),
        row(.v2_1, .get, .server, "/os-server-password", .getPassword, "ecs:serverPasswords:manage", .read),
        row(.v2_1, .delete, .server, "/os-server-password", .clearPassword, "ecs:serverPasswords:manage", .idempotent),
        row(.v2_1, .get, .server, "", .showServer, nil, .read),
        row(.v2_1, .get, .servers, "/detail", .listServers, nil, .read),
        row(.v2_1, .post, .server, "/action", .startServers, nil, .once),
        row(.v2_1, .post, .server, "/action", .stopServers, nil, .once),
        row(.v2_1, .post, .server, "/action", .rebootServers, nil, .once),
        row(.v2_1, .get, .root, "/os-keypairs/{key_pair}", .showKeyPair, nil, .read),

        // The older form of the same.
        row(.v2, .get, .server, "/os-server-password", .getPassword, "ecs:serverPasswords:manage", .read),
        row(.v2, .delete, .server, "/os-server-password", .clearPassword, "ecs:serverPasswords:manage", .idempotent),
        row(.v2, .get, .server, "", .showServer, nil, .read),
        row(.v2, .get, .servers, "/detail", .listServers, nil, .read),
        row(.v2, .post, .server, "/action", .startServers, nil, .once),
        row(.v2, .post, .server, "/action", .stopServers, nil, .once),
        row(.v2, .post, .server, "/action", .rebootServers, nil, .once),
        row(.v2, .get, .root, "/os-keypairs/{key_pair}", .showKeyPair, nil, .read),

        // Nova's own paths.
        row(.nova, .get, .server, "/os-server-password", .getPassword, "os_compute_api:os-server-password:show", .read),
        row(
            .nova,
            .delete,
            .server,
            "/os-server-password",
            .clearPassword,
            "os_compute_api:os-server-password:clear",
            .idempotent
        ),
        row(.nova, .get, .server, "", .showServer, "os_compute_api:servers:show", .read),
        row(.nova, .get, .servers, "/detail", .listServers, "os_compute_api:servers:detail", .read),
        row(.nova, .post, .server, "/action", .startServers, "os_compute_api:servers:start", .once),
        row(.nova, .post, .server, "/action", .stopServers, "os_compute_api:servers:stop", .once),
        row(.nova, .post, .server, "/action", .rebootServers, "os_compute_api:servers:reboot", .once),
        row(.nova, .get, .root, "/os-keypairs/{key_pair}", .showKeyPair, "os_compute_api:os-keypairs:show", .read),

        // The identity service.
        row(.identity, .get, .root, "/projects", .findProject, nil, .read),
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

    /// What a path begins with.
    private enum Place {
        case root, servers, server
        case rootOf(CloudAPI)

        func path(in api: CloudAPI) -> String {
            switch self {
            case .root: api.root
            case .rootOf(let other): other.root
            case .servers: api.serversPath
            case .server: api.serverPath
            }
        }
    }

    /// What all rows have in common: what success looks like, and where a permission can be given. Only ECS's own
    /// actions can be given in an enterprise project.
    private static func row(
        _ api: CloudAPI,
        _ method: HTTPRequest.Method,
        _ place: Place,
        _ path: String,
        _ action: CloudAction,
        _ permission: String?,
        _ effect: Effect
    ) -> CloudOperation {
        let success: Set<Int> =
            switch action {
            case .clearPassword: [200, 202, 204]
            case .resetPassword: api == .v1 ? [204] : [200, 202, 204]
            case .startServers, .stopServers, .rebootServers: [200, 202]
            default: [200]
            }
        return CloudOperation(
            action: action,
            api: api,
            method: method,
            path: place.path(in: api) + path,
            permission: permission,
            scopes: permission?.hasPrefix("ecs:cloudServers:") == true ? [.project, .enterpriseProject] : [.project],
            successStatuses: success,
            effect: effect,
            isDeprecated: api == .v2_1 && action == .resetPassword
        )
    }
}
