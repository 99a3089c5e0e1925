import AutomationCore

/// A parameter or an option as a process plugin declares it, with what stands in when it is left out.
struct DeclaredParameter: Sendable {
    private static let types: [String: ParameterType] = [
        "any": .any, "boolean": .boolean, "integer": .integer, "number": .number, "string": .string,
        "duration": .duration, "choice": .choice([]), "server": .server, "secret": .secret, "list": .list(.any),
        "table": .record,
    ]
    private static let known = ["type", "help", "default", "optional", "choices", "of"]

    let parameter: Parameter
    let standIn: Value

    /// Reads an option, which is declared under its name.
    ///
    /// - Throws: ``WireFault``.
    init(named name: String, _ value: Value, at place: String) throws(WireFault) {
        try self.init(name, RecordReader(value, at: "\(place).\(name)", known: Self.known))
    }

    /// Reads a parameter, which is declared with its name.
    ///
    /// - Throws: ``WireFault``.
    init(_ value: Value, at place: String) throws(WireFault) {
        let reader = try RecordReader(value, at: place, known: ["name"] + Self.known)
        try self.init(reader.text("name"), reader)
    }

    private init(_ name: String, _ reader: RecordReader) throws(WireFault) {
        guard PluginManifest.isLegal(name), !name.contains("-") else {
            throw WireFault("\(reader.place): a name must be lower-case letters, digits and _, with a letter first")
        }
        var type = try Self.type(reader)
        standIn = reader.fields["default"] ?? .none
        if !standIn.isNone {
            guard type != .secret, ArgumentChecker.convert(standIn, to: type) != nil else {
                throw WireFault("\"default\" of \(reader.place) must be \(type.expectation), and never a secret")
            }
        }
        if try reader.boolean("optional") {
            guard standIn.isNone else {
                throw WireFault("\(reader.place): what has a \"default\" need not be \"optional\"")
            }
            type = .optional(type)
        }
        parameter = Parameter(
            name,
            type,
            try reader.text("help"),
            default: standIn.isNone ? nil : Self.text(standIn)
        )
    }

    /// Reads a type out of `type`, `choices` and `of`.
    static func type(_ reader: RecordReader) throws(WireFault) -> ParameterType {
        let type = try named(try reader.text("type"), reader)
        let choices = try reader.texts("choices")
        switch type {
        case .choice:
            guard !choices.isEmpty else { throw WireFault("\(reader.place): the type \"choice\" needs \"choices\"") }
            return .choice(choices)
        case .list where reader.fields["of"] != nil:
            let element = try named(try reader.text("of"), reader)
            switch element {
            case .choice, .list: throw WireFault("\(reader.place): the elements of a list cannot be of that type")
            default: return .list(element)
            }
        default:
            guard choices.isEmpty else { throw WireFault("\(reader.place): only the type \"choice\" has \"choices\"") }
            guard reader.fields["of"] == nil else {
                throw WireFault("\(reader.place): only the type \"list\" has \"of\"")
            }
            return type
        }
    }

    private static func named(_ word: String, _ reader: RecordReader) throws(WireFault) -> ParameterType {
        if let type = types[word] { return type }
        let suggestion = Spelling.nearest(to: word, among: types.keys.sorted()).map { "; did you mean \"\($0)\"?" }
        throw WireFault("\(reader.place): there is no type \"\(word)\"\(suggestion ?? "")")
    }

    /// A value as it would be written in Lua.
    private static func text(_ value: Value) -> String {
        switch value {
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        case .list(let values): "{ " + values.map(text).joined(separator: ", ") + " }"
        case .record(let fields):
            "{ " + fields.sorted { $0.key < $1.key }.map { "\($0.key) = \(text($0.value))" }.joined(separator: ", ")
                + " }"
        default: "nil"
        }
    }
}
