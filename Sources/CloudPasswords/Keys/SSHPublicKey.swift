import Crypto
import Foundation

/// An RSA public key as OpenSSH and the cloud's key pairs write it.
struct SSHPublicKey {
    /// The key in the encoding of RFC 4253, section 6.6.
    let blob: Data

    /// Encodes a public key; both numbers are big-endian octets.
    init(modulus: Data, publicExponent: Data) {
        var blob = Data()
        for field in [Data("ssh-rsa".utf8), Self.multiplePrecision(publicExponent), Self.multiplePrecision(modulus)] {
            withUnsafeBytes(of: UInt32(field.count).bigEndian) { blob.append(contentsOf: $0) }
            blob.append(field)
        }
        self.blob = blob
    }

    /// One line of an `authorized_keys` file, without a comment: `ssh-rsa AAAA...`.
    var text: String { "ssh-rsa " + blob.base64EncodedString() }

    /// What `ssh-keygen -l` shows: `SHA256:` and the digest in base64 without padding.
    var fingerprint: String {
        let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
        return "SHA256:" + digest.prefix { $0 != "=" }
    }

    /// RFC 4251: a leading zero octet where the first bit is set, so that the number stays positive.
    private static func multiplePrecision(_ number: Data) -> Data {
        let digits = Data(number.drop { $0 == 0 })
        guard let first = digits.first, first >= 0x80 else { return digits }
        return Data([0]) + digits
    }
}
