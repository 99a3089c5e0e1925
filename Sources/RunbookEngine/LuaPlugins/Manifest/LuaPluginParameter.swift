import AutomationCore
import LuaRuntime

/// A parameter or an option as a `plugin.lua` declares it.
struct LuaPluginParameter: Sendable {
    /// The declaration.
    var parameter: Parameter
    /// What stands in when it is left out.
    var standIn: Value?

    /// The words for types, in the order in which messages give them.
    enum TypeWord: String, CaseIterable {
        case string, boolean, integer, number, duration, secret, choice, list, server, table, any
    }

    private static let fields = ["type", "help", "choices", "of", "default", "optional"]

    /// Reads one that stands under its name.
    init(option name: String, _ value: LuaValue, at place: String) throws(PluginMistake) {
        let table = try PluginTable(value, at: place, allowing: Self.fields)
        try self.init(table, name: name)
    }

    /// Reads one that stands in a list, with its name in it.
    init(listed value: LuaValue, at place: String) throws(PluginMistake) {
        let table = try PluginTable(value, at: place, allowing: ["name"] + Self.fields)
        let name = try table.text("name")
        guard LuaName.isIdentifier(name) else { throw table.mistake("name", LuaName.rule) }
        try self.init(table, name: name)
    }

    /// Reads what a function gives back.
    static func result(_ value: LuaValue, at place: String) throws(PluginMistake) -> HostFunction.Result {
        let table = try PluginTable(value, at: place, allowing: ["type", "help", "choices", "of", "optional"])
        let type = try type(table)
        return HostFunction.Result(try table.flag("optional") ? .optional(type) : type, try table.text("help"))
    }

    private init(_ table: PluginTable, name: String) throws(PluginMistake) {
        let type = try Self.type(table)
        let help = try table.text("help")
        let isOptional = try table.flag("optional")
        guard let given = table["default"] else {
            parameter = Parameter(name, isOptional ? .optional(type) : type, help)
            return
        }
        guard !isOptional else { throw table.mistake("default", "what has a default need not be optional") }
        let value: Value
        do { value = try PluginCrossing.value(given) } catch { throw table.mistake("default", error.text) }
        guard let standIn = ArgumentChecker.convert(value, to: type) else {
            throw PluginTable.mismatch(given, expected: type.expectation, at: table.place(of: "default"))
        }
        self.standIn = standIn
        parameter = Parameter(name, type, help, default: standIn.luaText)
    }

    private static func type(_ table: PluginTable) throws(PluginMistake) -> ParameterType {
        let text = try table.text("type")
        let word = try word(text, at: table.place(of: "type"))
        let choices = try table.texts("choices")
        guard (word == .choice) != choices.isEmpty else {
            let problem = word == .choice ? "is missing: expected the list of words" : "only a choice has choices"
            throw table.mistake("choices", problem)
        }
        guard let element = try table.optionalText("of") else { return type(word, choices: choices, element: .any) }
        guard word == .list else { throw table.mistake("of", "only a list has elements") }
        let elementWord = try self.word(element, at: table.place(of: "of"))
        guard elementWord != .choice, elementWord != .list else {
            throw table.mistake("of", "the elements cannot be of the type \"\(element)\"")
        }
        return .list(type(elementWord, choices: [], element: .any))
    }

    private static func word(_ text: String, at place: String) throws(PluginMistake) -> TypeWord {
        if let word = TypeWord(rawValue: text) { return word }
        let words = TypeWord.allCases.map(\.rawValue)
        let suggestion = Spelling.nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
        let expected = words.map { "\"\($0)\"" }.joined(separator: ", ")
        throw PluginMistake(place: place, problem: "expected one of \(expected), got \"\(text)\"\(suggestion)")
    }

    private static func type(_ word: TypeWord, choices: [String], element: ParameterType) -> ParameterType {
        switch word {
        case .string: .string
        case .boolean: .boolean
        case .integer: .integer
        case .number: .number
        case .duration: .duration
        case .secret: .secret
        case .choice: .choice(choices)
        case .list: .list(element)
        case .server: .server
        case .table: .record
        case .any: .any
        }
    }
}
