import AutomationCore
import LuaRuntime

extension AutomationError {
    /// The fields of the table that the error is in a script. `text` is what `tostring` gives.
    var luaFields: [String: LuaValue] {
        var fields: [String: LuaValue] = [
            "kind": .string(kind.rawValue), "message": .string(message), "retryable": .boolean(isRetryable),
            "text": .string(description),
        ]
        fields["operation"] = operation.map { .string($0) }
        fields["server"] = server.map { .string($0) }
        fields["status"] = status.map { .integer(Int64($0)) }
        fields["code"] = code.map { .string($0) }
        fields["request_id"] = requestID.map { .string($0) }
        fields["retry_after"] = retryAfter.map { .number($0 / .seconds(1)) }
        fields["hint"] = hint.map { .string($0) }
        fields["location"] = location.map { .string($0) }
        fields["traceback"] = traceback.map { .string($0) }
        fields["cause"] = cause?.luaValue
        return fields
    }

    /// The error as a script gets it: the very value that a script raised, or a table made from the fields.
    var luaValue: LuaValue {
        if let reference = origin?.value as? LuaFunction { return .function(reference) }
        return .error(luaFields)
    }

    /// The error behind a table that a script has raised, or raised again.
    init(luaFields fields: LuaValue, message: String) {
        self.init(
            fields["kind"]?.text.map(ErrorKind.init(rawValue:)) ?? .script,
            fields["message"]?.text ?? message,
            operation: fields["operation"]?.text,
            server: fields["server"]?.text,
            code: fields["code"]?.text,
            requestID: fields["request_id"]?.text,
            hint: fields["hint"]?.text
        )
        if case .integer(let status) = fields["status"] { self.status = Int(exactly: status) }
        if case .boolean(let isRetryable) = fields["retryable"] { self.isRetryable = isRetryable }
        if case .number(let seconds) = fields["retry_after"], seconds.isFinite { retryAfter = .seconds(seconds) }
        location = fields["location"]?.text
        traceback = fields["traceback"]?.text
        if let cause = fields["cause"], case .record = cause {
            self.cause = AutomationError(luaFields: cause, message: "")
        }
    }

    /// The error that a run, or a call of a script's function, ended with.
    init(_ error: any Error) {
        guard let error = error as? LuaError else {
            self.init(error, otherwise: .script)
            return
        }
        if case .record = error.value {
            self.init(luaFields: error.value, message: error.message)
        } else {
            self.init(error.kind == .limit ? .limit : .script, error.message)
        }
        traceback = error.traceback ?? traceback
        origin = error.reference.map { Origin($0) }
    }
}
