import Crypto
import Foundation

/// Somebody to encrypt for: an X25519 public key, written `age1...`.
public struct AgeRecipient: Sendable, Hashable, CustomStringConvertible {
    static let prefix = "age"

    let publicKey: [UInt8]

    /// Reads a recipient.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/recipient``, or ``AgeError/Code/unsupported`` for a recipient
    ///   of another kind.
    public init(_ text: String) throws(AgeError) {
        guard !text.hasPrefix("ssh-"), !text.hasPrefix("age1pq1"), !text.hasPrefix("age1tag") else {
            throw AgeError(.unsupported, "the recipient is of a kind that is not supported; only X25519 is")
        }
        guard text == text.lowercased(), let (prefix, bytes) = Bech32.decode(text) else {
            throw AgeError(.recipient, "the text is no age recipient: it must look like age1...")
        }
        guard prefix == Self.prefix else {
            // A plugin's recipient is `age1NAME1...`.
            let isPlugin = prefix.hasPrefix("age1")
            throw AgeError(
                isPlugin ? .unsupported : .recipient,
                isPlugin
                    ? "the recipient belongs to an age plugin, which is not supported; only X25519 is"
                    : "the text is no age recipient: it must look like age1..."
            )
        }
        guard bytes.count == 32 else { throw AgeError(.recipient, "the recipient is cut short or too long") }
        publicKey = bytes
    }

    init(publicKey: [UInt8]) {
        self.publicKey = publicKey
    }

    /// The recipient as it is written: `age1...`.
    public var description: String { Bech32.encode(publicKey, prefix: Self.prefix) }

    /// The recipients in a file: one a line, beside comments and empty lines.
    ///
    /// - Throws: ``AgeError`` that names the line.
    public static func list(parsing contents: String) throws(AgeError) -> [AgeRecipient] {
        var recipients: [AgeRecipient] = []
        for (number, line) in KeyLines.of(contents) {
            do { recipients.append(try AgeRecipient(line)) } catch {
                throw AgeError(error.code, "line \(number): \(error.message)")
            }
        }
        guard !recipients.isEmpty else { throw AgeError(.recipient, "there is no recipient in it") }
        return recipients
    }
}
