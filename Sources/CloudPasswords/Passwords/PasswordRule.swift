/// One rule that a password must keep, as data: what it asks for and where it comes from.
public struct PasswordRule: Sendable, Equatable {
    /// What a rule asks of a password.
    public enum Requirement: Sendable, Equatable {
        /// As many characters as the range allows.
        case length(ClosedRange<Int>)
        /// Characters of at least so many of the four classes: upper case, lower case, digits and these specials.
        case characterClasses(atLeast: Int, specials: String)
        /// No character but the letters A to Z and a to z, the digits and these specials.
        case permittedCharacters(specials: String)
        /// None of these account names and not the given user name, in any case, forwards or backwards.
        case noAccountName([String])
        /// No three consecutive characters of an account name, in any case.
        ///
        /// `always` holds on every system. `onWindows`, and the given user name, count on Windows and where the system
        /// is not known.
        case noAccountNameFragment(always: [String], onWindows: [String])
    }

    /// What it asks for.
    public var requirement: Requirement
    /// The page of the cloud's API reference that states it.
    public var source: String

    /// Makes a rule.
    public init(_ requirement: Requirement, source: String) {
        self.requirement = requirement
        self.source = source
    }

    /// The rule in words, to follow "it" or "the password": `must have 8 to 26 characters`.
    public var summary: String {
        switch requirement {
        case .length(let range):
            "must have \(range.lowerBound) to \(range.upperBound) characters"
        case .characterClasses(let minimum, let specials):
            "must mix at least \(minimum) of these: upper-case letters, lower-case letters, digits, special characters "
                + "(\(specials))"
        case .permittedCharacters(let specials):
            "must have no character outside the permitted set: letters A-Z and a-z, digits and \(specials)"
        case .noAccountName(let names):
            "must not contain the user name, or \(names.joined(separator: " or ")), forwards or backwards"
        case .noAccountNameFragment(let always, let onWindows):
            "must not contain 3 consecutive characters of "
                + (always.map { $0 + ", nor on Windows of " } + onWindows.map { $0 + " or " }).joined()
                + "the user name" + (always.isEmpty ? " on Windows" : "")
        }
    }
}
