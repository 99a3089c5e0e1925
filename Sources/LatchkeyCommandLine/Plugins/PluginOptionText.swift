import AutomationCore

/// What is set for a plugin on the command line.
enum PluginOptionText {
    /// The value that a text stands for, where a value of the declared type is wanted.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the option and never shows the text.
    static func value(_ text: String, for declared: Parameter?, called name: String) throws(AutomationError) -> Value {
        guard let declared else { return .string(text) }
        var type = declared.type
        while case .optional(let inner) = type { type = inner }
        switch type {
        case .boolean:
            if let flag = Bool(text) { return .boolean(flag) }
        case .integer, .amount:
            if let number = Int64(text) { return .integer(number) }
        case .number:
            if let number = Double(text), number.isFinite { return .number(number) }
        case .list, .record, .any:
            if let value = try? JSONReader.value(Array(text.utf8)) { return value }
            throw AutomationError(
                .input,
                "--option \(name): expected \(type.expectation), in JSON",
                hint: #"for example: --option tags='["a", "b"]'"#
            )
        case .object("secret"):
            throw AutomationError(
                .input,
                "--option \(name): a secret must not stand on the command line, where others see it",
                hint: "write it into a file and give --secret-option \(name)=FILE"
            )
        default: break
        }
        return .string(text)
    }
}
