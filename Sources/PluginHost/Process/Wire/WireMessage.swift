import AutomationCore

/// One line of a process plugin.
enum WireMessage: Sendable {
    case result(id: Int64, Value)
    case failure(id: Int64, WireError)
    case log(RunEvent.Level, String)

    /// Reads a line.
    ///
    /// - Throws: ``WireFault`` when it is none that the protocol knows.
    init(line: [UInt8]) throws(WireFault) {
        let value: Value
        do { value = try JSONReader.value(line) } catch { throw WireFault("a line that is no JSON") }
        guard case .record(let fields) = value else {
            if case .list = value { throw WireFault("a list: requests and answers come one by one, without batches") }
            throw WireFault("a line that is no JSON object")
        }
        guard case .string("2.0") = fields["jsonrpc"] else {
            throw WireFault("a message without \"jsonrpc\": \"2.0\"")
        }
        if case .string(let method) = fields["method"] {
            self = try Self.notification(method, fields)
        } else {
            self = try Self.answer(fields)
        }
    }

    private static func notification(_ method: String, _ fields: [String: Value]) throws(WireFault) -> WireMessage {
        guard fields["id"] == nil else {
            throw WireFault("a request: plugins answer requests and send none")
        }
        guard method == "log" else {
            throw WireFault("the notification \"\(HarmlessText.line(method, limit: 40))\"; the only one is \"log\"")
        }
        guard case .record(let parameters) = fields["params"], case .string(let text) = parameters["message"],
            case .string(let word) = parameters["level"] ?? .string("info"),
            let level = RunEvent.Level(rawValue: word)
        else {
            throw WireFault("a log line without \"message\", or with a level that is not debug, info, warning or error")
        }
        return .log(level, text)
    }

    private static func answer(_ fields: [String: Value]) throws(WireFault) -> WireMessage {
        guard case .integer(let id) = fields["id"] else { throw WireFault("an answer without a whole number \"id\"") }
        for name in fields.keys.sorted() where !["jsonrpc", "id", "result", "error"].contains(name) {
            throw WireFault("an answer with the field \"\(HarmlessText.line(name, limit: 40))\"")
        }
        switch (fields["result"], fields["error"]) {
        case (let result?, nil): return .result(id: id, result)
        case (nil, let error?): return .failure(id: id, try WireError(error))
        default: throw WireFault("an answer that must have either \"result\" or \"error\"")
        }
    }
}
