public import AutomationCore

/// What one API asks of a new password.
///
/// The API itself checks only when it is asked to, and what it lets through may not arrive: the reset plug-in in the
/// guest hands the password to a command line, so that a quotation mark or a dollar sign sets another password or
/// none, and nobody hears of it. That makes the check before sending a matter of safety.
public struct PasswordRules: Sendable, Equatable {
    /// What the set is called in messages: the API's name.
    public var name: String
    /// All rules; a password must keep every one.
    public var rules: [PasswordRule]

    /// Puts a rule set together.
    public init(name: String, rules: [PasswordRule]) {
        self.name = name
        self.rules = rules
    }

    /// Every rule that `password` breaks, in the order of ``rules``.
    ///
    /// - Parameters:
    ///   - password: the password to check.
    ///   - userName: the account that it is for, when it is another than Administrator or root.
    ///   - osType: the server's system as the cloud spells it, `Windows` or `Linux`; nil when it is not known, and
    ///     then the rules for Windows hold too.
    public func violations(of password: Secret, userName: String? = nil, osType: String? = nil) -> [PasswordViolation] {
        password.withExposedText { text in
            rules.filter { !$0.isKept(by: text, userName: userName, osType: osType) }.map(PasswordViolation.init(of:))
        }
    }

    /// Checks a password against every rule.
    ///
    /// - Throws: `AutomationError` of kind `policy` that lists every broken rule and tells nothing of the password.
    public func validate(
        _ password: Secret,
        userName: String? = nil,
        osType: String? = nil
    ) throws(AutomationError) {
        let violations = violations(of: password, userName: userName, osType: osType)
        guard !violations.isEmpty else { return }
        throw AutomationError(
            .policy,
            "the password breaks \(violations.count == 1 ? "a rule" : "\(violations.count) rules") of \(name): it "
                + violations.map(\.message).joined(separator: "; it "),
            hint: "password.generate makes one that keeps them all"
        )
    }

    /// The special characters that every rule of the set permits; empty when no rule speaks of characters.
    var specials: String {
        var sets = rules.compactMap { rule in
            if case .permittedCharacters(let specials) = rule.requirement { Set(specials) } else { nil }
        }[...]
        guard let first = sets.popFirst() else { return "" }
        return String(sets.reduce(first) { $0.intersection($1) }.sorted())
    }

    /// The lengths that every rule of the set allows; nil when there is none.
    var lengths: ClosedRange<Int>? {
        var lower = 1
        var upper = 1024
        for case .length(let range) in rules.map(\.requirement) {
            lower = max(lower, range.lowerBound)
            upper = min(upper, range.upperBound)
        }
        return lower <= upper ? lower...upper : nil
    }
}
