import AutomationCore
import HTTPTypes

/// Says what an answer, or the lack of one, means and what to do about it.
enum CloudErrorDecoder {
    /// The error that an answer reports; nil when it is a success.
    static func error(in response: TransportResponse, context: RequestContext) -> AutomationError? {
        let status = response.head.status.code
        let body = CloudErrorBody(response.body)?.hiding(context.secrets)
        if context.operation.successStatuses.contains(status) {
            // A server detail has fields named code and message too, inside "fault", so that what is read is judged
            // by its reader. What changes something answers with nothing: neither with an error, 202 with Common.0024
            // being known, nor with some portal's web page.
            guard context.operation.effect != .read, body?.code != nil || looksLikeHTML(response.body) else {
                return nil
            }
        }
        var error = AutomationError(
            kind(status: status, code: body?.code),
            message(status: status, body: body, response: response, context: context),
            operation: context.caller,
            server: context.server.label,
            status: status,
            // Beside the name of a fault the code is the status once more.
            code: body?.fault ?? body?.code,
            requestID: response.head.headerFields[.requestID] ?? body?.requestID,
            isRetryable: [429, 502, 503, 504].contains(status) || body?.code == "Common.0024"
        )
        error.hint = hint(for: error, context: context)
        return error.hiding(context.secrets)
    }

    /// The error that stands for a transport's.
    static func error(
        for error: TransportError,
        request: TransportRequest,
        context: RequestContext
    ) -> AutomationError {
        let address = "\(request.head.scheme ?? "")://\(request.head.authority ?? "")"
        let isTimeout = error.reason == .timedOut
        var result = AutomationError(
            isTimeout ? .timeout : .connection,
            "no answer from \(address): \(error)",
            operation: context.caller,
            server: context.server.label,
            isRetryable: ![.invalidAddress, .tlsFailed, .unusableAnswer].contains(error.reason)
        )
        result.hint =
            switch error.reason {
            case .connectionRefused: "is --endpoint right, and does something listen there?"
            case .unknownHost: "check the host name in --endpoint, and the name server"
            case .tlsFailed: "does the endpoint speak https, and is its certificate trusted on this machine?"
            case .timedOut: "is a firewall or a proxy in the way?"
            case .connectionLost, .unusableAnswer: "is --endpoint the address of the compute API?"
            case .invalidAddress: "give an address like https://ecs.REGION.myhuaweicloud.com"
            }
        return result.hiding(context.secrets)
    }

    private static func kind(status: Int, code: String?) -> ErrorKind {
        if code == "Common.0024" || code == "Common.1503" { return .throttled }
        return switch status {
        case 401: .authentication
        case 403: .forbidden
        case 404: .notFound
        case 409: .conflict
        case 429: .throttled
        case 400..<500: code == "Ecs.0100" ? .conflict : .rejected
        default: .cloud
        }
    }

    private static func message(
        status: Int,
        body: CloudErrorBody?,
        response: TransportResponse,
        context: RequestContext
    ) -> String {
        if status == 404, body?.code == "Ecs.0114" || body?.code == "Ecs.0614" || body?.fault == "itemNotFound" {
            return "there is no server \(context.server.id) in this project"
        }
        if let message = body?.message, !message.isEmpty { return "the cloud answered: \(singleLine(message))" }
        if looksLikeHTML(response.body) { return "the endpoint answered with a web page (HTML)" }
        return response.body.isEmpty
            ? "the endpoint answered with an empty error" : "the endpoint answered with an error in no known form"
    }

    private static func hint(for error: AutomationError, context: RequestContext) -> String? {
        switch (error.status, error.code) {
        case (_, "Ecs.0011"): "the cloud finds the password too weak; password.generate makes one that it takes"
        case (_, "Ecs.0023"), (_, "Common.0018"): "the token belongs to another project than --project"
        case (_, "Ecs.0100"): "wait until the server is active or stopped, then try again"
        case (_, "Ecs.0613"): "install the password reset plug-in (CloudResetPwdAgent) on the server, then restart it"
        case (401, _): "the token is wrong, has expired, or belongs to another region; get a new one"
        case (403, _): permissionHint(context.operation)
        case (404, "APIGW.0101"), (404, nil): "is --endpoint the address of the compute API, and --api what it offers?"
        case (404, _): "check the server's id, the project and the region of the endpoint"
        case (429, _), (503, "Common.1503"): "too many requests; let fewer servers run at once"
        case (_, nil): "is --endpoint the address of the compute API?"
        default: nil
        }
    }

    private static func permissionHint(_ operation: CloudOperation) -> String? {
        guard let permission = operation.permission else { return nil }
        let scopes = operation.scopes.map { $0 == .project ? "the project" : "the enterprise project" }
        return "the caller needs the permission \(permission), given in \(scopes.joined(separator: " or "))"
    }

    /// Whether a body is a web page rather than an API's answer.
    static func looksLikeHTML(_ body: [UInt8]) -> Bool {
        let start = String(decoding: body.prefix(512), as: UTF8.self).lowercased()
        return start.contains("<html") || start.contains("<!doctype html")
    }

    private static func singleLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 300 ? line.prefix(300) + "..." : line
    }
}

extension CloudErrorDecoder {
    /// The error for a successful answer whose body is not what the operation answers with.
    static func unexpectedBody(_ body: [UInt8], expected: String) -> AutomationError {
        let got =
            looksLikeHTML(body) ? "a web page (HTML)" : body.isEmpty ? "an empty body" : "something else"
        return AutomationError(
            .cloud,
            "expected \(expected) in JSON, and the endpoint answered with \(got)",
            hint: "is --endpoint the address of the compute API, and not of a console or a proxy?"
        )
    }
}
