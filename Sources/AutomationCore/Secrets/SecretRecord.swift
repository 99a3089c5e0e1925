public import Foundation

/// What a secret store knows of a server's passwords, without any of them.
public struct SecretRecord: Sendable, Equatable {
    /// One stored password, described.
    public struct Entry: Sendable, Equatable {
        /// When it was stored.
        public var storedAt: Date
        /// The SHA-256 of the sealed password it came from; see ``Secret/sealedDigest``.
        public var sealedDigest: String?

        /// Describes a stored password.
        public init(storedAt: Date, sealedDigest: String?) {
            self.storedAt = storedAt
            self.sealedDigest = sealedDigest
        }
    }

    /// The password that the server has, as far as is known.
    public var current: Entry?
    /// The password that a reset has been, or is about to be, sent with, and that the cloud has not confirmed.
    public var pending: Entry?
    /// Earlier ones and unconfirmed ones, newest first. Any of them may still be the true one after a failure.
    public var history: [Entry]

    /// Describes what is stored for a server.
    public init(current: Entry? = nil, pending: Entry? = nil, history: [Entry] = []) {
        self.current = current
        self.pending = pending
        self.history = history
    }

    /// Whether any stored password was decrypted from the sealed password with this digest.
    public func holds(sealedDigest: String) -> Bool {
        ([current, pending].compactMap(\.self) + history).contains { $0.sealedDigest == sealedDigest }
    }
}
