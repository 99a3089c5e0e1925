import AutomationCore

/// The two dialects of the compute API, which answer the same mistake in different words.
enum APIFamily: Sendable {
    /// Huawei's own, under `/v1/`.
    case ecs
    /// OpenStack Nova's, under `/v2/` and `/v2.1/`.
    case nova

    /// The token is missing, unknown or expired.
    var unauthorized: TransportResponse {
        switch self {
        case .ecs: .ecsError(401, "Common.0013", "Invalid token.")
        case .nova: .novaError(401, "unauthorized", "The request you have made requires authentication.")
        }
    }

    /// The token belongs to another project than the path names.
    ///
    /// Source: ECS API reference, error codes; `nova/api/openstack/wsgi.py`.
    func wrongProject(_ asked: String, expected: String) -> TransportResponse {
        switch self {
        case .ecs: .ecsError(400, "Ecs.0023", "The project_id in the token is not the project_id in the URL.")
        case .nova:
            .novaError(
                400,
                "badRequest",
                "Malformed request URL: URL's project_id '\(asked)' doesn't match Context's project_id '\(expected)'"
            )
        }
    }

    /// There is no such server.
    func unknownServer(_ id: String) -> TransportResponse {
        switch self {
        case .ecs: .ecsError(404, "Ecs.0114", "The ECS \(id) does not exist.")
        case .nova: .novaError(404, "itemNotFound", "Instance \(id) could not be found.")
        }
    }

    /// The server's status does not allow what is asked.
    var wrongStatus: TransportResponse {
        switch self {
        case .ecs: .ecsError(400, "Ecs.0100", "The ECS status does not allow this operation.")
        case .nova:
            .novaError(409, "conflictingRequest", "Cannot perform the action while the instance is in this state.")
        }
    }

    /// The body is not what the operation expects.
    var malformedBody: TransportResponse {
        switch self {
        case .ecs: .ecsError(400, "Ecs.0005", "Illegal parameter or the request body is not in correct JSON format.")
        case .nova: .novaError(400, "badRequest", "Malformed request body")
        }
    }

    /// There is no body where one is needed.
    var missingBody: TransportResponse {
        switch self {
        case .ecs: .ecsError(400, "Common.0002", "The request body is empty.")
        case .nova: malformedBody
        }
    }

    /// No agent in the guest could fetch a new password.
    var missingPlugin: TransportResponse {
        switch self {
        case .ecs: .ecsError(400, "Ecs.0613", "The ECS has no plug-ins installed.")
        case .nova: .novaError(400, "badRequest", "The ECS has no plug-ins installed.")
        }
    }
}
