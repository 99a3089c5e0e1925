import AutomationCore
import Foundation

/// What a process plugin means by a value that it has written.
enum WireValue {
    /// Turns marks into what they stand for, wherever they are in a value.
    ///
    /// - Throws: ``WireFault`` for a mark that there is not, or that holds what it cannot.
    static func decoded(_ value: Value) throws(WireFault) -> Value {
        switch value {
        case .list(let values):
            var decoded: [Value] = []
            decoded.reserveCapacity(values.count)
            for value in values { decoded.append(try Self.decoded(value)) }
            return .list(decoded)
        case .record(let fields):
            if let mark = fields.keys.first(where: { $0.utf8.first == UInt8(ascii: "$") }) {
                guard fields.count == 1, let content = fields[mark] else {
                    throw WireFault("\"\(HarmlessText.line(mark, limit: 40))\" stands beside other fields")
                }
                return try marked(mark, content)
            }
            var decoded: [String: Value] = [:]
            decoded.reserveCapacity(fields.count)
            for (name, value) in fields { decoded[name] = try Self.decoded(value) }
            return .record(decoded)
        default: return value
        }
    }

    private static func marked(_ mark: String, _ content: Value) throws(WireFault) -> Value {
        switch (mark, content) {
        case ("$secret", .string(let text)): return .object(Secret(text))
        case ("$bytes", .string(let text)):
            guard let data = Data(base64Encoded: text) else { throw WireFault("\"$bytes\" holds no Base64") }
            let octets = Array(data)
            return String(validating: octets, as: UTF8.self).map { .string($0) } ?? .bytes(octets)
        case ("$server", .record(let fields)): return .object(try ServerReader.server(fields))
        case ("$record", .record(let fields)):
            var decoded: [String: Value] = [:]
            for (name, value) in fields { decoded[name] = try Self.decoded(value) }
            return .record(decoded)
        case ("$error", .record(let fields)): return .error(WireError(data: fields).automationError)
        case ("$secret", _), ("$bytes", _), ("$server", _), ("$record", _), ("$error", _):
            throw WireFault("\"\(mark)\" holds a \(content.typeName)")
        default:
            let known = ["$secret", "$bytes", "$server", "$record", "$error"]
            let suggestion = Spelling.nearest(to: mark, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw WireFault("there is no mark \"\(HarmlessText.line(mark, limit: 40))\"\(suggestion)")
        }
    }
}
