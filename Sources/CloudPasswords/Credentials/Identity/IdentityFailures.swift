import AutomationCore
import HTTPTypes

/// Says why an identity service gave no token and what to do about it.
///
/// These errors have no status: a status belongs to the operation that was asked for, which has not been sent.
struct IdentityFailures: Sendable {
    let request: TransportRequest
    let method: IdentityMethod
    let origin: String

    private var address: String { "\(request.head.scheme ?? "")://\(request.head.authority ?? "")" }

    /// What was refused, in words.
    private var proof: String {
        switch method {
        case .password: "user name or password"
        case .applicationCredential: "application credential"
        }
    }

    /// Nothing was sent: it was refused before.
    var repeatedlyRefused: AutomationError {
        AutomationError(
            .authentication,
            "\(origin): the \(proof) was refused \(RefusedPasswords.limit) times and is not sent again",
            hint: "a few more refusals lock the account; correct it and start again"
        )
    }

    /// A success that is none.
    var unexpectedAnswer: AutomationError {
        AutomationError(
            .authentication,
            "\(origin): \(address) answered without a token",
            hint: "is it the address of the identity service, and not of a console or a proxy?"
        )
    }

    /// The service could not be reached.
    func error(for error: TransportError) -> AutomationError {
        AutomationError(
            .authentication,
            "\(origin): no answer from \(address): \(error)",
            isRetryable: error.isPassing,
            hint: error.proxyHint ?? "is it the address of the identity service, and can it be reached from here?"
        ).hiding([method.secret])
    }

    /// The service answered something else than a token.
    func error(in response: TransportResponse) -> AutomationError {
        let status = response.head.status.code
        let body = CloudErrorBody(response.body)?.hiding([method.secret])
        // IAM's code in the body of a refusal is the status once more.
        let code = body?.code.flatMap { $0 == String(status) ? nil : $0 }
        let answer = body?.message.map {
            ": \($0.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(300))"
        }
        let redirection = Redirection(response)
        let target = redirection?.target.map { " with a redirect to \($0), which is not followed" } ?? ""
        var error = AutomationError(
            .authentication,
            "\(origin): \(address) answered \(status)\(target)\(answer ?? "")",
            code: code,
            requestID: response.head.headerFields[.requestID] ?? body?.requestID,
            isRetryable: [429, 500, 502, 503, 504].contains(status)
        )
        error.hint =
            switch (status, code) {
            case _ where redirection?.target != nil: redirection?.hint(place: "the identity endpoint")
            case (_, "IAM.0061"): "the account is locked after wrong passwords; wait, and correct the password first"
            case (401, _):
                "the \(proof) is wrong, or the user is not an IAM user of this account; several refusals lock the account"
            case (403, _): "may this user log in by programs, and is the project theirs?"
            case (300..<400, _), (404, _), (405, _):
                "is it the address of the identity service, such as https://HOST/v3?"
            case (429, _): "too many requests; wait a minute"
            case (400, _): "are the project and the domain right?"
            default: nil
            }
        return error.hiding([method.secret])
    }
}
