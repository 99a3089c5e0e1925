import AutomationCore

/// What was found in an answer that tells of a failure, and what it means.
struct CloudErrorAnswer {
    /// The HTTP status.
    var status: Int
    /// What the body says; nil when it has no known form.
    var body: CloudErrorBody?
    /// Whether the body is a web page.
    var page = false
    /// Whether there is no body.
    var isEmpty = false
    /// Where it points to.
    var redirection: Redirection?

    /// The cloud's own code; where Nova has none, the name of its fault.
    var code: String? { body?.code ?? body?.fault }

    /// Whether the compute API has spoken, rather than something else that answers at the address.
    var isFromAPI: Bool {
        code != nil || body?.statusCode != nil || body?.requestID != nil
    }

    /// What the code means; where it has no row, what the status means.
    func meaning(_ context: RequestContext) -> CloudErrorMeaning {
        // ECS wraps what Nova said into a message of its own; the fault inside it is what happened.
        let quoted = body?.code == nil ? nil : body?.fault.flatMap(CloudErrorTable.meaning)
        guard var meaning = quoted ?? code.flatMap(CloudErrorTable.meaning) else { return meaningOfStatus(context) }
        // These statuses mean a passing failure, whatever code comes along.
        if [429, 502, 503, 504].contains(status) {
            if meaning.retry == .no { meaning.retry = .backOff }
            if meaning.kind == .rejected {
                meaning =
                    status == 429
                    ? CloudErrorTable.throttle : CloudErrorMeaning(.cloud, .backOff, CloudErrorTable.passing)
            }
        }
        return meaning
    }

    private func meaningOfStatus(_ context: RequestContext) -> CloudErrorMeaning {
        switch status {
        case 300..<400: CloudErrorMeaning(.cloud, .no)
        case 401: CloudErrorMeaning(.authentication, .no, CloudErrorTable.newToken)
        case 403: CloudErrorMeaning(.forbidden, .no)
        case 404: CloudErrorMeaning(.notFound, .no, isFromAPI ? CloudErrorTable.serverID : addressHint(context))
        case 405, 501: CloudErrorMeaning(.unsupported, .no, addressHint(context))
        case 407: CloudErrorMeaning(.connection, .no, "a proxy on the way asks for a login of its own")
        case 408: CloudErrorMeaning(.cloud, .backOff, CloudErrorTable.passing)
        case 409: CloudErrorMeaning(.conflict, .no, CloudErrorTable.state)
        case 413, 414, 494:
            code == "overLimit"
                ? CloudErrorTable.throttle
                : CloudErrorMeaning(.rejected, .no, CloudErrorTable.tooLarge)
        case 429: CloudErrorTable.throttle
        case 502, 503, 504: CloudErrorMeaning(.cloud, .backOff, isFromAPI ? CloudErrorTable.passing : nil)
        case 400..<500: CloudErrorMeaning(.rejected, .no, isFromAPI ? CloudErrorTable.request : nil)
        default: CloudErrorMeaning(.cloud, .no, isFromAPI ? CloudErrorTable.support : nil)
        }
    }
}
