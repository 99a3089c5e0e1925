/// Why something is no age file, key or recipient, or cannot be opened. It shows nothing of a secret.
public struct AgeError: Error, Equatable, CustomStringConvertible {
    /// What kind of failure it is. More may come, so a switch needs a default.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code as text.
        public let rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The header is not what the format demands.
        public static let header = Code(rawValue: "header")
        /// None of the identities opens the file.
        public static let noMatch = Code(rawValue: "no_match")
        /// The header was changed after the file was made.
        public static let headerAuthentication = Code(rawValue: "header_authentication")
        /// The payload is cut short, extended or changed.
        public static let payload = Code(rawValue: "payload")
        /// The armor is not what the format demands.
        public static let armor = Code(rawValue: "armor")
        /// The file, recipient or identity is of a kind that is not supported: a passphrase, a plugin, a hybrid.
        public static let unsupported = Code(rawValue: "unsupported")
        /// The text is no recipient.
        public static let recipient = Code(rawValue: "recipient")
        /// The text is no identity.
        public static let identity = Code(rawValue: "identity")
    }

    /// What kind of failure it is.
    public let code: Code
    /// What is wrong, in words.
    public let message: String

    /// Describes a failure.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
