import AutomationCore

/// One input of a runbook, for its help.
public struct InputDescription: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its type: `file`, `list of number`.
    public var type: String
    /// What it is for; empty when the runbook does not say.
    public var help: String
    /// What stands in when it is not given; nil when nothing does.
    public var defaultText: String?
    /// Whether it may be left out, default or not.
    public var isOptional: Bool
    /// The words that it takes, when it is a choice.
    public var choices: [String]
    /// How to give it: `--var key=FILE`.
    public var flag: String
    /// The variable of the environment that it may come from.
    public var variable: String

    init(_ declaration: InputDeclaration, among declarations: [InputDeclaration]) {
        name = declaration.name
        type = declaration.typeText
        help = declaration.help
        defaultText = declaration.defaultValue.isNone ? nil : declaration.defaultValue.plainText
        isOptional = declaration.isOptional || defaultText != nil
        choices = declaration.choices
        flag = InputWays(declaration, among: declarations).flag
        variable = declaration.environmentName
    }
}
