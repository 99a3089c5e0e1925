public import AutomationCore

/// Makes passwords that keep a rule set, out of the world's randomness.
///
/// Every password that qualifies is equally likely: characters are drawn without bias, and a draw that breaks a rule
/// is thrown away as a whole instead of being mended. With the default length there are more than 120 bits in it.
public struct PasswordGenerator: Sendable {
    /// The length of a password when none is asked for.
    public static let defaultLength = 20

    // Of the permitted special characters, those that mean nothing anywhere on the way: the reset plug-in puts the
    // password on a command line of the guest, and people paste it into others. Left out are ! and % (cmd.exe and
    // interactive shells expand them), = (cmd.exe splits at it), [ ] ? (file name patterns), / (starts an option on
    // Windows, ends a path) and what only the discarded API permits.
    private static let harmlessSpecials = "-_+@.:"

    // At the shortest length two of three draws are thrown away. A thousand in a row are out of the question, unless a
    // user name makes the rules impossible to keep.
    private static let attempts = 1000

    /// What the passwords keep.
    public let rules: PasswordRules
    private let randomness: any RandomSource

    /// Makes a generator.
    ///
    /// - Parameters:
    ///   - rules: what the passwords must keep.
    ///   - randomness: the world's randomness, which is the system's secure generator in the real world.
    public init(rules: PasswordRules = .current, randomness: any RandomSource) {
        self.rules = rules
        self.randomness = randomness
    }

    /// Makes a password with characters of all four classes. The first one is a letter or a digit: a leading `-` looks
    /// like an option to many programs, and the console refuses a leading `/`.
    ///
    /// - Parameters:
    ///   - length: how many characters.
    ///   - userName: the account that it is for, when it is another than Administrator or root.
    ///   - osType: the server's system as the cloud spells it, `Windows` or `Linux`; nil when it is not known.
    /// - Throws: `AutomationError` of kind `argument` when the rules do not allow this length, of kind `policy` when
    ///   no password could be found that keeps them.
    public func generate(
        length: Int = defaultLength,
        userName: String? = nil,
        osType: String? = nil
    ) throws(AutomationError) -> Secret {
        let allowed = max(rules.lengths?.lowerBound ?? 0, CharacterClass.allCases.count)
        guard let longest = rules.lengths?.upperBound, allowed <= longest, (allowed...longest).contains(length) else {
            throw AutomationError(
                .argument,
                "a generated password cannot have \(length) characters under the rules of \(rules.name)",
                hint: rules.lengths.map { "ask for \(allowed) to \($0.upperBound) characters" }
            )
        }
        let specials = Self.harmlessSpecials.filter(rules.specials.contains)
        let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars)
        let all = plain + Array(specials.unicodeScalars)
        var generator = WorldRandomNumberGenerator(randomness)
        for _ in 0..<Self.attempts {
            var password = String.UnicodeScalarView()
            for position in 0..<length {
                guard let scalar = (position == 0 ? plain : all).randomElement(using: &generator) else { continue }
                password.append(scalar)
            }
            let classes = Set(password.compactMap { CharacterClass($0, specials: specials) })
            let secret = Secret(String(password))
            let isComplete = classes.count == (specials.isEmpty ? 3 : 4)
            if isComplete && rules.violations(of: secret, userName: userName, osType: osType).isEmpty { return secret }
        }
        throw AutomationError(
            .policy,
            "no password of \(length) characters could be found that keeps the rules of \(rules.name)",
            hint: "the user name may be too short to be kept out of a password"
        )
    }
}
