import AutomationCore
import Foundation
import HTTPTypes

/// Says what an answer, or the lack of one, means and what to do about it.
enum CloudErrorDecoder {
    /// The error that an answer reports; nil when it is a success.
    static func error(
        in response: TransportResponse,
        context: RequestContext,
        now: Date
    ) -> AutomationError? {
        let status = response.head.status.code
        let isSuccess = context.operation.successStatuses.contains(status)
        // A server detail has fields named code and message too, inside "fault", so what is read is judged by its reader.
        if isSuccess, context.operation.effect == .read { return nil }
        let body = CloudErrorBody(response.body)?.hiding(context.secrets)
        // What changes something answers with nothing: neither with an error, 202 with Common.0024 being known, nor with
        // some portal's web page.
        if isSuccess, body?.code == nil, !looksLikeHTML(response.body) { return nil }
        // Beside the name of a fault the code is the status once more.
        let code = body?.fault ?? body?.code
        let meaning = meaning(status: status, code: code, body: body)
        var error = AutomationError(
            meaning.kind,
            message(meaning.kind, body: body, response: response, context: context),
            operation: context.caller,
            server: context.server.label,
            status: status,
            code: code,
            requestID: response.head.headerFields[.requestID] ?? body?.requestID,
            isRetryable: meaning.retry != .no
        )
        error.retryAfter = pause(meaning, body: body, response: response, now: now)
        error.hint = hint(meaning, status: status, code: code, context: context)
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

    /// What the code means; where it has no row, what the status means.
    private static func meaning(status: Int, code: String?, body: CloudErrorBody?) -> CloudErrorMeaning {
        // ECS wraps what Nova said into a message of its own; the fault inside it is what happened.
        if code == "Ecs.1000", body?.message?.contains("itemNotFound") == true {
            return CloudErrorMeaning(.notFound, .no, CloudErrorTable.serverID)
        }
        if let code, var meaning = CloudErrorTable.meaning(of: code) {
            // These statuses mean a passing failure, whatever code comes along.
            if [429, 502, 503, 504].contains(status), meaning.retry == .no { meaning.retry = .backOff }
            return meaning
        }
        return switch status {
        case 401: CloudErrorMeaning(.authentication, .no, CloudErrorTable.newToken)
        case 403: CloudErrorMeaning(.forbidden, .no)
        case 404: CloudErrorMeaning(.notFound, .no, code == nil ? nil : CloudErrorTable.serverID)
        case 409: CloudErrorMeaning(.conflict, .no)
        case 413 where code == "overLimit", 429: CloudErrorMeaning(.throttled, .backOff, CloudErrorTable.slower)
        case 502, 503, 504: CloudErrorMeaning(.cloud, .backOff)
        case 400..<500: CloudErrorMeaning(.rejected, .no)
        default: CloudErrorMeaning(.cloud, .no)
        }
    }

    /// How long the cloud wants to be left alone; nil when it does not say.
    private static func pause(
        _ meaning: CloudErrorMeaning,
        body: CloudErrorBody?,
        response: TransportResponse,
        now: Date
    ) -> Duration? {
        guard meaning.retry != .no else { return nil }
        if let header = response.head.headerFields[.retryAfter], let pause = RetryAfter.parse(header, now: now) {
            return pause
        }
        if case .after(let pause) = meaning.retry { return pause }
        return body?.message.flatMap { RetryAfter.interval(inThrottleMessage: $0) }
    }

    private static func message(
        _ kind: ErrorKind,
        body: CloudErrorBody?,
        response: TransportResponse,
        context: RequestContext
    ) -> String {
        if kind == .notFound, body?.code == "Ecs.0114" || body?.code == "Ecs.0614" || body?.fault == "itemNotFound" {
            return "there is no server \(context.server.id) in this project"
        }
        if let message = body?.message, !message.isEmpty { return "the cloud answered: \(singleLine(message))" }
        if looksLikeHTML(response.body) { return "the endpoint answered with a web page (HTML)" }
        return response.body.isEmpty
            ? "the endpoint answered with an empty error" : "the endpoint answered with an error in no known form"
    }

    private static func hint(
        _ meaning: CloudErrorMeaning,
        status: Int,
        code: String?,
        context: RequestContext
    ) -> String? {
        if let hint = meaning.hint { return hint }
        if status == 403 || meaning.kind == .forbidden { return permissionHint(context.operation) }
        return code == nil ? "is --endpoint the address of the compute API, and --api what it offers?" : nil
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
