extension CloudErrorBody {
    /// How deep an error may be wrapped into other objects.
    private static let deepest = 4
    /// The names under which a code and a message stand beside each other, in the order of the published SDKs.
    private static let pairs: [(code: String, message: String)] = [
        ("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message"), ("error_code", "error_message"),
        ("error_code", "fail_reason"),
    ]
    /// Names of objects that only wrap; any other name of a wrapper is the fault's own.
    private static let wrappers: Set<String> = ["error", "errors", "fault", "data", "result", "response", "body"]

    /// Reads an object; nil when it tells of no error.
    init?(_ object: [String: Any]) {
        failures = BatchFailure.list(in: object)
        authorizationMessage = CloudErrorJSON.text(object["encoded_authorization_message"])
        guard
            read(object, name: nil, depth: 0) || readMessage(object) || !failures.isEmpty || authorizationMessage != nil
        else { return nil }
        requestID = requestID ?? CloudErrorJSON.name(object["request_id"])
        isNothingElse =
            object["error"] is [String: Any] || object["error_msg"] != nil || object["errorMsg"] != nil
        readQuotedFault()
    }

    /// Reads the code and the message of an object, or of the first object inside it that has them.
    private mutating func read(_ object: [String: Any], name: String?, depth: Int) -> Bool {
        let pair =
            Self.pairs.first { CloudErrorJSON.text(object[$0.message]) != nil }
            // A code may stand alone, or beside a message that is null.
            ?? Self.pairs.first { CloudErrorJSON.code(object[$0.code]) != nil }
        if let pair {
            code = CloudErrorJSON.code(object[pair.code])
            message = Self.joined(
                CloudErrorJSON.text(object[pair.message]) ?? CloudErrorJSON.text(object["title"]),
                details: object["details"]
            )
            statusCode = CloudErrorJSON.number(object[pair.code])
            retryAfter = CloudErrorJSON.text(object["retryAfter"])
            requestID = CloudErrorJSON.name(object["request_id"])
            authorizationMessage =
                authorizationMessage ?? CloudErrorJSON.text(object["encoded_authorization_message"])
            if code == nil, let name, !Self.wrappers.contains(name) { fault = CloudErrorJSON.code(name) }
            return true
        }
        guard depth < Self.deepest else { return false }
        let names = object.keys.sorted { ($0 == "error" ? "" : $0) < ($1 == "error" ? "" : $1) }
        for name in names where name != "internalError" {
            let value = (object[name] as? [Any])?.first ?? object[name]
            if let inner = value as? [String: Any], read(inner, name: name, depth: depth + 1) { return true }
        }
        return false
    }

    /// Reads a message that has no code beside it.
    private mutating func readMessage(_ object: [String: Any]) -> Bool {
        let inner = object["error"] as? [String: Any] ?? object
        let names = ["message", "error_description", "error_msg", "detail", "msg", "title", "error"]
        message = names.lazy.compactMap { CloudErrorJSON.text(inner[$0]) }.first
        return message != nil
    }

    /// A message with what the details add to it.
    private static func joined(_ message: String?, details: Any?) -> String? {
        let added = (details as? [Any] ?? []).prefix(10).compactMap { item -> String? in
            guard let item = item as? [String: Any], let text = CloudErrorJSON.text(item["message"]), text != message
            else { return nil }
            return (CloudErrorJSON.code(item["code"]).map { "\($0): " } ?? "") + text
        }
        guard !added.isEmpty else { return message }
        let details = added.joined(separator: "; ")
        return message.map { "\($0) (\(details))" } ?? details
    }

    /// ECS puts what Nova answered into a message of its own, in JSON; the fault inside it is what happened.
    private mutating func readQuotedFault() {
        guard let code, CloudErrorCode.canonical(code).map({ ["Ecs.1000", "Ecs.1001"].contains($0) }) == true,
            let text = message
        else { return }
        if let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end,
            let object = CloudErrorJSON.parse(Array(text[start...end].utf8)) as? [String: Any]
        {
            var inner = CloudErrorBody()
            if inner.read(object, name: nil, depth: 0) {
                fault = inner.fault
                message = inner.message ?? message
                retryAfter = inner.retryAfter ?? retryAfter
            }
        }
        // The text may be cut short, or the fault's name stand in a sentence.
        if fault == nil { fault = CloudErrorTable.nova.keys.sorted().first { text.contains($0) } }
    }
}
