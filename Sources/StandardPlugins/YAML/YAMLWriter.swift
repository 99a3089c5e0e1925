import AutomationCore

/// Writes a value as YAML in lines, fields in the order of their names; every reader of 1.1 or 1.2 reads it alike.
struct YAMLWriter {
    private var text = ""
    private var path = ValuePath()
    /// Whether the next line goes on behind a dash.
    private var isBehindDash = false

    /// Writes a value.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` that names the field.
    static func text(_ value: Value) throws(AutomationError) -> String {
        var writer = YAMLWriter()
        if let scalar = try writer.scalar(value) { return scalar + "\n" }
        try writer.writeTable(value, level: 0)
        return writer.text
    }

    private mutating func writeTable(_ value: Value, level: Int) throws(AutomationError) {
        guard path.depth < DocumentLimits.depth, text.utf8.count <= DocumentLimits.size else {
            throw AutomationError(.argument, "the value is larger, or nested deeper, than YAML is written here")
        }
        if case .list(let values) = value {
            for (index, value) in values.enumerated() {
                path.enter(element: index + 1)
                begin(level)
                text += "-"
                try writeElement(value, level: level, isInList: true)
                path.leave()
            }
        } else if case .record(let fields) = value {
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                path.enter(field: name)
                begin(level)
                text += Self.word(name) + ":"
                try writeElement(value, level: level, isInList: false)
                path.leave()
            }
        }
    }

    private mutating func writeElement(_ value: Value, level: Int, isInList: Bool) throws(AutomationError) {
        if let scalar = try scalar(value) {
            text += " " + scalar + "\n"
        } else if isInList {
            text += " "
            isBehindDash = true
            try writeTable(value, level: level + 1)
        } else {
            text += "\n"
            try writeTable(value, level: level + 1)
        }
    }

    private mutating func begin(_ level: Int) {
        if !isBehindDash { text += String(repeating: "  ", count: level) }
        isBehindDash = false
    }

    /// What stands on one line; nil for a table that is not empty.
    private func scalar(_ value: Value) throws(AutomationError) -> String? {
        switch value {
        case .none: return "null"
        case .boolean(let flag): return flag ? "true" : "false"
        case .integer(let number): return "\(number)"
        case .number(let number): return Self.float(number)
        case .string(let text): return Self.word(text)
        case .list(let values): return values.isEmpty ? "{}" : nil
        case .record(let fields): return fields.isEmpty ? "{}" : nil
        case .object(let marker as Marker): return marker == .null ? "null" : "[]"
        case .object(is Secret): throw refusal("holds a secret, and the text would show it", hint: "leave it out")
        case .bytes:
            throw refusal("is a string that is not valid UTF-8", hint: "write it as text: text.base64_encode(...)")
        case .object(let object):
            let name = type(of: object).objectType.name
            throw refusal("is \(ParameterType.object(name).expectation)", hint: "name the fields that you want of it")
        case .error, .function: throw refusal("is a \(value.typeName), which YAML does not have")
        }
    }

    private static func float(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
        let text = "\(number)"
        // Readers of 1.1 know no float without a point.
        guard !text.contains("."), let exponent = text.firstIndex(of: "e") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    /// A text, in quotes unless nobody could take it for anything else.
    private static func word(_ text: String) -> String {
        let reserved: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        let isPlain =
            text.utf8.count <= 80 && text.wholeMatch(of: /[A-Za-z_]([A-Za-z0-9_.\/@ -]*[A-Za-z0-9_.\/@-])?/) != nil
        return isPlain && !reserved.contains(text.lowercased()) ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += #"\""#
            case "\\": quoted += #"\\"#
            case "\n": quoted += #"\n"#
            case "\r": quoted += #"\r"#
            case "\t": quoted += #"\t"#
            case "\0"..<" ", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}", "\u{feff}":
                let digits = String(scalar.value, radix: 16)
                quoted += #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private func refusal(_ reason: String, hint: String? = nil) -> AutomationError {
        AutomationError(.argument, "\(path) \(reason)", hint: hint)
    }
}
