/// A text that is never shown by accident: a password, a token, a private key.
///
/// It prints as `<secret>`, has an empty mirror and no coding, and its bytes are overwritten when the last copy goes.
/// ``withExposedText(_:)`` is the only way to what it holds, so every place that looks inside can be found by name.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text that stands in for every secret.
    public static let placeholder = "<secret>"

    private let storage: SecretStorage

    /// The SHA-256 of the sealed password that this one was decrypted from, in lower-case hexadecimal; nil when it
    /// came from elsewhere. It is what lets `clear` tell that what it destroys is what was saved.
    public let sealedDigest: String?

    /// Keeps `text`, and remembers which sealed password it came from, if it did.
    public init(_ text: String, sealedDigest: String? = nil) {
        storage = SecretStorage(Array(text.utf8))
        self.sealedDigest = sealedDigest
    }

    /// The same text, from another sealed password.
    public init(_ other: Secret, sealedDigest: String?) {
        storage = other.storage
        self.sealedDigest = sealedDigest
    }

    /// Lends the text to `body`. Whatever `body` returns is no longer protected.
    public func withExposedText<Result>(_ body: (String) throws -> Result) rethrows -> Result {
        try body(String(decoding: storage.bytes, as: UTF8.self))
    }

    /// Whether both hold the same text, in a time that depends on the lengths alone.
    public func matches(_ other: Secret) -> Bool {
        guard storage.bytes.count == other.storage.bytes.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(storage.bytes, other.storage.bytes) { difference |= left ^ right }
        return difference == 0
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { storage.bytes.isEmpty }

    public var description: String { Self.placeholder }

    public var debugDescription: String { Self.placeholder }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
