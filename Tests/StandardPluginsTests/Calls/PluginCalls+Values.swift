import AutomationCore
import Testing

extension PluginCalls {
    /// Calls a function that does not wait, outside of any simulation.
    func now(_ name: String, _ arguments: Value...) throws -> Value {
        let (function, call) = try prepare(name, arguments)
        guard case .immediate(let body) = function.body else { throw AutomationError(.script, "\(name) waits") }
        return try body(call)
    }

    /// What such a call fails with.
    func refusal(_ name: String, _ first: Value, _ rest: Value...) throws -> AutomationError {
        try #require(throws: AutomationError.self) {
            _ = rest.isEmpty ? try now(name, first) : try now(name, first, rest[0])
        }
    }

    /// What a call fails with in the real world, where it may wait.
    func failure(
        of name: String,
        _ first: Value,
        _ second: Value = .none,
        _ third: Value = .none
    ) async throws -> AutomationError {
        try await #require(throws: AutomationError.self) { _ = try await self(name, first, second, third) }
    }
}

extension Value {
    /// The value as a text that tests compare: Lua's notation, more or less.
    var shown: String {
        switch self {
        case .none: "nil"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): "\"\(text)\""
        case .bytes(let bytes): "\(bytes)"
        case .list(let values): "{" + values.map(\.shown).joined(separator: ", ") + "}"
        case .record(let fields):
            "{" + fields.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.shown)" }.joined(separator: ", ")
                + "}"
        case .error(let error): error.description
        case .function: "function"
        case .object(let object): "<\(object.displayText)>"
        }
    }
}
