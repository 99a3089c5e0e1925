import AutomationCore
import Foundation
import HTTPTypes

/// Says what an answer, or the lack of one, means and what to do about it.
enum CloudErrorDecoder {
    /// The error that an answer reports; nil when it is a success.
    ///
    /// A batch that failed for some of its servers is no error here: the one who sent it reads the ``BatchFailure``s.
    ///
    /// The message is one line and at most 300 characters long, but for that of a refused signature: what the gateway
    /// echoes is compared with what was sent, see ``SignatureDiagnosis``.
    static func error(
        in response: TransportResponse,
        context: RequestContext,
        now: Date
    ) -> AutomationError? {
        let status = response.head.status.code
        let isSuccess = context.operation.successStatuses.contains(status)
        if isSuccess, context.operation.effect == .read, !mayBeError(response.body) { return nil }
        let body = CloudErrorBody(response.body)?.hiding(context.secrets)
        if isSuccess, !isFailure(body, in: response, of: context.operation) { return nil }
        if context.operation.action == .resetPasswords, body?.failures.isEmpty == false { return nil }
        let answer = CloudErrorAnswer(
            // A success that tells of a failure may at least do so with the right status.
            status: isSuccess ? body?.statusCode ?? status : status,
            body: body,
            page: looksLikeHTML(response.body),
            isEmpty: response.body.isEmpty,
            redirection: Redirection(response)
        )
        let meaning = answer.meaning(context)
        var error = AutomationError(
            meaning.kind,
            answer.message(meaning.kind, context),
            operation: context.caller,
            server: context.server?.label,
            status: status,
            code: answer.code,
            requestID: requestID(response) ?? body?.requestID,
            isRetryable: meaning.retry != .no
        )
        error.retryAfter = pause(meaning, body: body, response: response, now: now)
        error.hint = answer.hint(meaning, context)
        return error.hiding(context.secrets)
    }

    /// Whether a success tells of a failure all the same.
    ///
    /// What reads answers with what was asked for, in which fields named code and message may stand too. What changes
    /// something answers with next to nothing: not with an error, 202 with Common.0024 being known, and not with some
    /// portal's web page.
    private static func isFailure(
        _ body: CloudErrorBody?,
        in response: TransportResponse,
        of operation: CloudOperation
    ) -> Bool {
        if operation.effect == .read { return body?.isNothingElse == true && body?.isFailure == true }
        return body?.isFailure == true || looksLikeHTML(response.body)
    }

    /// Whether a successful answer is worth a second look: errors are short, and name what they are.
    private static func mayBeError(_ body: [UInt8]) -> Bool {
        guard body.count < 8192 else { return false }
        let word = Array("error".utf8)
        return body.indices.contains { body[$0] == word[0] && body[$0...].starts(with: word) }
    }

    /// How long the cloud wants to be left alone; nil when it does not say.
    private static func pause(
        _ meaning: CloudErrorMeaning,
        body: CloudErrorBody?,
        response: TransportResponse,
        now: Date
    ) -> Duration? {
        guard meaning.retry != .no else { return nil }
        let asked = response.head.headerFields[.retryAfter].flatMap { RetryAfter.parse($0, now: now) }
        if let pause = asked ?? body?.retryAfter.flatMap({ RetryAfter.parse($0, now: now) }) { return pause }
        if case .after(let pause) = meaning.retry { return pause }
        return body?.message.flatMap { RetryAfter.interval(inThrottleMessage: $0) }
    }

    /// The id by which the cloud's support finds the request.
    static func requestID(_ response: TransportResponse) -> String? {
        [.requestID, .identityRequestID, .openStackRequestID].lazy
            .compactMap { CloudErrorJSON.name(response.head.headerFields[$0]) }.first
    }

    /// Whether a body is a web page rather than an API's answer.
    static func looksLikeHTML(_ body: [UInt8]) -> Bool {
        guard body.contains(UInt8(ascii: "<")) else { return false }
        let start = String(decoding: body.prefix(512), as: UTF8.self).lowercased()
        return start.contains("<html") || start.contains("<!doctype html")
    }

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

extension HTTPField.Name {
    /// IAM's id of a request.
    fileprivate static let identityRequestID = wellFormed("X-IAM-Trace-Id")

    /// OpenStack's id of a request.
    fileprivate static let openStackRequestID = wellFormed("X-Openstack-Request-Id")
}
