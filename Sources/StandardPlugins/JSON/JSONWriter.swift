import AutomationCore

/// Writes a value as JSON (RFC 8259), fields in the order of their names.
struct JSONWriter {
    private let indent: Int
    private let takesSecrets: Bool
    private var bytes: [UInt8] = []
    private var path = ValuePath()
    /// The secrets that were written, for those who must not show them.
    private(set) var secrets: [Secret] = []

    private init(indent: Int, takesSecrets: Bool) {
        self.indent = indent
        self.takesSecrets = takesSecrets
    }

    /// Writes a value for a script, which no secret may be in.
    ///
    /// - Parameter indent: How many blanks each level is moved in; 0 for everything on one line.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` that names the field.
    static func text(_ value: Value, indent: Int = 0) throws(AutomationError) -> String {
        var writer = JSONWriter(indent: indent, takesSecrets: false)
        try writer.write(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Writes a value for the wire, its secrets in plain text.
    ///
    /// - Throws: As ``text(_:indent:)``.
    static func body(_ value: Value) throws(AutomationError) -> (bytes: [UInt8], secrets: [Secret]) {
        var writer = JSONWriter(indent: 0, takesSecrets: true)
        try writer.write(value)
        return (writer.bytes, writer.secrets)
    }

    private mutating func write(_ value: Value) throws(AutomationError) {
        guard bytes.count <= DocumentLimits.size, path.depth <= DocumentLimits.depth else {
            throw AutomationError(.argument, "the value is larger, or nested deeper, than JSON is written here")
        }
        switch value {
        case .none: add("null")
        case .boolean(let flag): add(flag ? "true" : "false")
        case .integer(let number): add("\(number)")
        case .number(let number):
            guard number.isFinite else { throw refusal("is \(number), for which JSON has no number") }
            add("\(number)")
        case .string(let text): quote(text)
        case .bytes:
            throw refusal("is a string that is not valid UTF-8", hint: "write it as text: text.base64_encode(...)")
        // An empty table is both; what is meant as a list says json.empty_array.
        case .list(let values) where values.isEmpty: add("{}")
        case .list(let values): try writeList(values)
        case .record(let fields): try writeRecord(fields)
        case .object(let object): try write(object)
        case .error, .function: throw refusal("is a \(value.typeName), which JSON does not have")
        }
    }

    private mutating func write(_ object: any HostObject) throws(AutomationError) {
        switch object {
        case let marker as Marker: add(marker == .null ? "null" : "[]")
        case let secret as Secret where takesSecrets:
            secrets.append(secret)
            // The text must reach the wire, and the request shows no body to anybody.
            quote(secret.withExposedText { $0 })
        case is Secret:
            throw refusal(
                "holds a secret, and the text would show it",
                hint: "leave it out; http sends secrets in the option json without showing them"
            )
        default:
            let name = type(of: object).objectType.name
            throw refusal("is \(ParameterType.object(name).expectation)", hint: "name the fields that you want of it")
        }
    }

    private mutating func writeList(_ values: [Value]) throws(AutomationError) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            path.enter(element: index + 1)
            beginElement(isFirst: index == 0)
            try write(value)
            path.leave()
        }
        breakLine()
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func writeRecord(_ fields: [String: Value]) throws(AutomationError) {
        guard !fields.isEmpty else { return add("{}") }
        bytes.append(UInt8(ascii: "{"))
        for (index, (name, value)) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
            path.enter(field: name)
            beginElement(isFirst: index == 0)
            quote(name)
            add(indent > 0 ? ": " : ":")
            try write(value)
            path.leave()
        }
        breakLine()
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func beginElement(isFirst: Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        breakLine()
    }

    private mutating func breakLine() {
        guard indent > 0 else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += Array(repeating: UInt8(ascii: " "), count: indent * path.depth)
    }

    private mutating func add(_ text: String) {
        bytes += text.utf8
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): add(#"\""#)
            case UInt8(ascii: "\\"): add(#"\\"#)
            case 0x0a: add(#"\n"#)
            case 0x0d: add(#"\r"#)
            case 0x09: add(#"\t"#)
            case 0..<0x20, 0x7f:
                let digits = String(byte, radix: 16)
                add(#"\u00"# + (digits.utf8.count == 1 ? "0" : "") + digits)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func refusal(_ reason: String, hint: String? = nil) -> AutomationError {
        AutomationError(.argument, "\(path) \(reason)", hint: hint)
    }
}
