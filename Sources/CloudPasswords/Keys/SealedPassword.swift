public import AutomationCore
import Crypto
import Foundation

/// A password that only the private key of the server's key pair opens: what the API "Obtaining the Password for
/// Logging In to an ECS" answers with.
///
/// The guest encrypts its first password with the key pair's public key (RSAES-PKCS1-v1_5, one block, UTF-8) and the
/// cloud keeps the result, in base64.
public struct SealedPassword: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The base64 text as the API served it, without the whitespace around it.
    public let text: String
    /// The SHA-256 of ``text``'s UTF-8 bytes, in lower-case hexadecimal, so that anyone can check it with
    /// `printf %s "$text" | sha256sum`.
    public let digest: String
    /// The server whose password it is, when that is known.
    public let server: Server?

    /// Takes what the API served; nil when there is nothing but whitespace in it, which means that the cloud has no
    /// password for the server: not yet, no longer, or never.
    public init?(text: String, server: Server? = nil) {
        let text = text.trimmed
        guard !text.isEmpty else { return nil }
        self.text = text
        self.server = server
        digest = CanonicalRequest.hash(text)
    }

    public var description: String { displayText }

    public var debugDescription: String { displayText }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
