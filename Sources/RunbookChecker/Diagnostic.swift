/// Something that is wrong in a script.
public struct Diagnostic: Sendable, Equatable {
    /// What sort of thing is wrong: a stable word for programs.
    public enum Code: String, Sendable, CaseIterable {
        /// Lua itself would not take the script.
        case syntax
        case undefinedGlobal = "undefined-global"
        case unknownModule = "unknown-module"
        case unknownFunction = "unknown-function"
        case unknownField = "unknown-field"
        case unknownInput = "unknown-input"
        case unknownOption = "unknown-option"
        case argumentCount = "argument-count"
        case argumentType = "argument-type"
        case inputDeclaration = "input-declaration"
        case moduleAssignment = "module-assignment"
        /// A function that waits is called where Lua cannot wait.
        case cannotWait = "cannot-wait"
    }

    /// The script, as it was named.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The character in the line, from 1.
    public var column: Int
    /// What sort of thing is wrong.
    public var code: Code
    /// What is wrong, in one line.
    public var message: String
    /// What to do about it, in one line.
    public var hint: String?

    /// Describes what is wrong.
    public init(file: String, line: Int, column: Int, code: Code, message: String, hint: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.hint = hint
    }
}
