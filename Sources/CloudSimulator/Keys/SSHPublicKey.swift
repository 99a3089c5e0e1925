import Crypto
import Foundation

/// A public key in the encoding of SSH. Source: RFC 4253, section 6.6; RFC 8709, section 4.
struct SSHPublicKey: Sendable {
    private let type: String
    private let blob: Data

    init(rsaModulus modulus: Data, exponent: Data) {
        type = "ssh-rsa"
        blob = Self.field(Data(type.utf8)) + Self.number(exponent) + Self.number(modulus)
    }

    init(ed25519 key: Data) {
        type = "ssh-ed25519"
        blob = Self.field(Data(type.utf8)) + Self.field(key)
    }

    /// The key in one line, without a comment.
    var line: String { "\(type) \(blob.base64EncodedString())" }

    /// The MD5 of the key, in pairs of digits with colons between them.
    var fingerprint: String {
        Insecure.MD5.hash(data: blob).map(ReceivedRequest.hexadecimal).joined(separator: ":")
    }

    private static func field(_ bytes: Data) -> Data {
        Data((0..<4).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }) + bytes
    }

    /// A positive number: no zeros in front, but for one where the first bit would be taken for a sign.
    private static func number(_ bytes: Data) -> Data {
        let digits = Data(bytes.drop { $0 == 0 })
        return field((digits.first ?? 0) >= 0x80 ? Data([0]) + digits : digits)
    }
}
