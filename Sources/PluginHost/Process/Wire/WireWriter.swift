import AutomationCore
import Foundation

/// Writes values as the JSON that process plugins read, fields in the order of their names.
struct WireWriter {
    private static let deepest = 64

    private let allowsSecrets: Bool
    private var depth = 0
    private(set) var bytes: [UInt8] = []
    /// The secrets that were written, for those who must not show them.
    private(set) var secrets: [Secret] = []

    /// Makes a writer.
    ///
    /// - Parameter allowsSecrets: Whether the reader was granted secrets; otherwise a value that holds one is refused.
    init(allowsSecrets: Bool) {
        self.allowsSecrets = allowsSecrets
    }

    /// Writes a value behind what was written before.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument``, or ``ErrorKind/permission`` for a secret.
    mutating func write(_ value: Value) throws(AutomationError) {
        guard depth <= Self.deepest else { throw Self.refusal("it is nested deeper than \(Self.deepest)") }
        switch value {
        case .none: add("null")
        case .boolean(let flag): add(flag ? "true" : "false")
        case .integer(let number): add(String(number))
        case .number(let number):
            guard number.isFinite else { throw Self.refusal("JSON has no number for \(number)") }
            add(String(number))
        case .string(let text): quote(text)
        case .bytes(let octets): mark("$bytes") { $0.quote(Data(octets).base64EncodedString()) }
        case .list(let values): try writeList(values)
        case .record(let fields):
            // A field that looks like a mark is none.
            guard fields.keys.contains(where: { $0.utf8.first == UInt8(ascii: "$") }) else {
                return try writeFields(fields)
            }
            try mark("$record") { writer throws(AutomationError) in try writer.writeFields(fields) }
        case .error(let error):
            try mark("$error") { writer throws(AutomationError) in try writer.writeFields(error.wireFields) }
        case .function: throw Self.refusal("a function stays in the script")
        case .object(let object): try write(object)
        }
    }

    /// Writes text as it is.
    mutating func add(_ text: String) {
        bytes += text.utf8
    }

    private mutating func write(_ object: any HostObject) throws(AutomationError) {
        switch object {
        case let server as Server:
            try mark("$server") { writer throws(AutomationError) in try writer.writeFields(server.fields) }
        case let secret as Secret:
            guard allowsSecrets else {
                throw AutomationError(
                    .permission,
                    "a secret is not given to a plugin that was not granted secrets",
                    hint:
                        "the plugin asks for them with \"permissions\": {\"secrets\": true}, and the operator grants it"
                )
            }
            secrets.append(secret)
            // The text must reach the plugin, which was granted it; it goes through a pipe and nowhere else.
            mark("$secret") { writer in secret.withExposedText { writer.quote($0) } }
        default:
            let name = type(of: object).objectType.name
            throw Self.refusal("\(ParameterType.article(name)) means nothing outside of this process")
        }
    }

    private mutating func mark<Failure: Error>(
        _ name: String,
        _ body: (inout WireWriter) throws(Failure) -> Void
    ) throws(Failure) {
        add("{\"")
        add(name)
        add("\":")
        depth += 1
        try body(&self)
        depth -= 1
        add("}")
    }

    private mutating func writeList(_ values: [Value]) throws(AutomationError) {
        add("[")
        depth += 1
        for (index, value) in values.enumerated() {
            if index > 0 { add(",") }
            try write(value)
        }
        depth -= 1
        add("]")
    }

    /// Writes a record whose fields are no marks.
    private mutating func writeFields(_ fields: [String: Value]) throws(AutomationError) {
        add("{")
        depth += 1
        let sorted = fields.count < 2 ? Array(fields) : fields.sorted { $0.key < $1.key }
        for (index, (name, value)) in sorted.enumerated() {
            if index > 0 { add(",") }
            quote(name)
            add(":")
            try write(value)
        }
        depth -= 1
        add("}")
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        // Most texts can be written as they are.
        guard text.utf8.contains(where: Self.isSpecial) else { return bytes.append(contentsOf: text.utf8) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20, 0x7f:
                let digits = String(byte, radix: 16)
                add("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
            default: bytes.append(byte)
            }
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func refusal(_ reason: String) -> AutomationError {
        AutomationError(.argument, "the value cannot be given to a plugin that is another process: \(reason)")
    }
}

extension AutomationError {
    /// What a process plugin is told of an error.
    var wireFields: [String: Value] {
        var fields: [String: Value] = ["kind": .string(kind.rawValue), "message": .string(message)]
        fields["operation"] = operation.map { .string($0) }
        fields["server"] = server.map { .string($0) }
        fields["code"] = code.map { .string($0) }
        fields["hint"] = hint.map { .string($0) }
        if isRetryable { fields["retryable"] = .boolean(true) }
        return fields
    }
}
