import AutomationCore

/// What an error's body says, whichever of the known shapes it has.
///
/// Shapes: ECS `{"error":{"code","message","details"}}`, for a batch with `internalError` beside it; Nova
/// `{"itemNotFound":{"message","code","retryAfter"}}`, which ECS also quotes within a message of its own; the gateway
/// `{"error_code","error_msg","request_id"}`; IAM and Keystone `{"error":{"code":401,"message","title"}}`; others
/// `{"errorCode","errorMsg"}`, `{"code","message"}`; and all of these inside another object.
struct CloudErrorBody: Equatable {
    /// The cloud's code; nil when it has none, or only the status once more.
    var code: String?
    /// The status that the body gives.
    var statusCode: Int?
    var message: String?
    var requestID: String?
    /// The name that Nova gives the fault: `itemNotFound`.
    var fault: String?
    /// What Nova writes into `retryAfter`: seconds or a date.
    var retryAfter: String?
    /// What IAM can decode for an administrator: why the caller may not do it.
    var authorizationMessage: String?
    /// Why a batch failed, by server.
    var failures: [BatchFailure] = []
    /// Whether the object as a whole is an error, rather than something that has a code and a message in it.
    var isNothingElse = false

    /// Reads a body; nil when nothing in it tells of an error.
    ///
    /// A body that is no JSON, because it is a web page or cut short, may still name a code.
    init?(_ body: [UInt8]) {
        guard let json = CloudErrorJSON.parse(body) else {
            guard let code = CloudErrorCode.first(in: body.prefix(64 * 1024)) else { return nil }
            self.init(code: code)
            return
        }
        let list = json as? [Any]
        guard let object = (list?.first ?? json) as? [String: Any] else { return nil }
        self.init(object)
    }

    /// Says what was read elsewhere.
    init(code: String? = nil, message: String? = nil) {
        self.code = code
        self.message = message
    }

    /// The same with all of `secrets` taken out: before anything is cut short, which could leave a part of one.
    func hiding(_ secrets: [Secret]) -> CloudErrorBody {
        guard !secrets.isEmpty else { return self }
        var body = self
        body.code = code?.hiding(secrets)
        body.message = message?.hiding(secrets)
        body.requestID = requestID?.hiding(secrets)
        body.fault = fault?.hiding(secrets)
        body.retryAfter = retryAfter?.hiding(secrets)
        body.authorizationMessage = authorizationMessage?.hiding(secrets)
        body.failures = failures.map { failure in
            BatchFailure(
                serverID: failure.serverID,
                code: failure.code?.hiding(secrets),
                message: failure.message?.hiding(secrets)
            )
        }
        return body
    }

    /// Whether it tells of a failure for certain: a status of success may come with the words `code` and `message` too.
    var isFailure: Bool {
        code != nil || fault.map { CloudErrorTable.meaning(of: $0) != nil } == true || (statusCode ?? 0) >= 400
    }
}
