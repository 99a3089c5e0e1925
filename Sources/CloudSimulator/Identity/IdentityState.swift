import Foundation

/// What the identity service remembers from one request to the next.
struct IdentityState: Sendable {
    /// IAM has tokens of several kilobytes; clients and proxies must put up with the long header.
    private static let tokenLength = 1500

    private var tokens: [String: IssuedToken] = [:]
    private var generator: SeededGenerator
    /// Who has given wrong passwords. Source: IAM documentation, account lockout policy: five wrong passwords, and the
    /// user is locked for 15 minutes.
    var userLocks = AttemptLocks(limit: 5, duration: .seconds(900))

    init(generator: SeededGenerator) {
        self.generator = generator
    }

    /// The token with this text, which may have ended; nil when it was never given out.
    func token(_ text: String) -> IssuedToken? {
        tokens[text]
    }

    /// Gives out a token.
    mutating func issue(_ token: IssuedToken) -> String {
        let text = "MII" + generator.hexadecimal(Self.tokenLength)
        tokens[text] = token
        return text
    }
}
