import Crypto
import Foundation

/// The public half of a key pair, as the cloud keeps it.
public struct CloudKeyPair: Sendable, Equatable {
    /// The key pair's name.
    public let name: String
    /// What sort of key it is: `ssh-rsa`, `ssh-ed25519`, ...
    public let type: String
    /// The public key as one line of an `authorized_keys` file, without a comment: `ssh-rsa AAAA...`.
    public let publicKey: String
    /// What `ssh-keygen -l` shows: `SHA256:` and the digest in base64 without padding.
    public let fingerprint: String
    /// What the console shows: the MD5 digest in hexadecimal, with colons.
    public let legacyFingerprint: String

    /// Whether passwords can be sealed for it: the guest does so with RSA keys only.
    public var isRSA: Bool { type == "ssh-rsa" }

    /// Reads a public key; nil when it is not in OpenSSH's form.
    init?(name: String, publicKey text: String) {
        let words = text.split { $0.isWhitespace }
        guard words.count >= 2, let blob = Data(base64Encoded: String(words[1])),
            Self.type(of: blob).map({ $0 == words[0] }) == true
        else { return nil }
        self.name = name
        type = String(words[0])
        publicKey = "\(words[0]) \(words[1])"
        fingerprint = "SHA256:" + Data(SHA256.hash(data: blob)).base64EncodedString().prefix { $0 != "=" }
        legacyFingerprint = Insecure.MD5.hash(data: blob).map { byte in
            (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }.joined(separator: ":")
    }

    /// The key's own word for what it is, with which its encoding begins. Source: RFC 4253, section 6.6.
    private static func type(of blob: Data) -> String? {
        guard blob.count > 4 else { return nil }
        let length = blob.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard (1...64).contains(length), blob.count >= 4 + length else { return nil }
        return String(validating: blob.dropFirst(4).prefix(length), as: UTF8.self)
    }
}
