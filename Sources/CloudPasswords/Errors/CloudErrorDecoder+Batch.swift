import AutomationCore

extension CloudErrorDecoder {
    /// The error for one of a batch's servers.
    ///
    /// - Parameters:
    ///   - status: what the answer for the whole batch had.
    ///   - server: the server whose id the failure has.
    static func error(
        for failure: BatchFailure,
        of server: Server,
        status: Int,
        requestID: String?,
        context: RequestContext
    ) -> AutomationError {
        let context = context.about(server)
        var body = CloudErrorBody(code: failure.code, message: failure.message)
        body = body.hiding(context.secrets)
        let answer = CloudErrorAnswer(status: status, body: body)
        let meaning = answer.meaning(context)
        var error = AutomationError(
            meaning.kind,
            answer.message(meaning.kind, context),
            operation: context.caller,
            server: server.label,
            status: status,
            code: answer.code,
            requestID: requestID,
            isRetryable: meaning.retry != .no,
            hint: answer.hint(meaning, context)
        )
        if case .after(let pause) = meaning.retry { error.retryAfter = pause }
        return error.hiding(context.secrets)
    }
}
