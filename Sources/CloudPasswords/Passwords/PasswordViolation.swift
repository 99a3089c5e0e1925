/// A rule that a password breaks.
///
/// It tells the rule and nothing of the password: not its length, not the character that is wrong.
public struct PasswordViolation: Sendable, Equatable, CustomStringConvertible {
    /// The rule.
    public var rule: PasswordRule

    /// Makes a violation of this rule.
    public init(of rule: PasswordRule) {
        self.rule = rule
    }

    /// The broken rule in words: `must have 8 to 26 characters`.
    public var message: String { rule.summary }

    public var description: String { message }
}
