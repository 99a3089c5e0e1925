import AutomationCore
import Crypto
import Foundation

/// The signature that a request should carry.
///
/// Source: API Request Signing Guide, "Calculating a signature"; the derived key as RFC 5869 has it.
enum ExpectedSignature {
    static func calculate(
        _ header: SignatureHeader,
        date: String,
        canonicalText: String,
        key: SimulatedAccessKey
    ) -> String {
        let digest = ReceivedRequest.digest(Array(canonicalText.utf8))
        let secret = key.secret.withExposedText { Array($0.utf8) }
        switch header.algorithm {
        case .direct:
            return text(authenticate("SDK-HMAC-SHA256\n\(date)\n\(digest)", key: secret))
        case .derived:
            // One round of the expansion gives all of the 32 bytes; the key is their hexadecimal spelling.
            let extracted = authenticate(secret, key: Array(key.id.utf8))
            let expanded = authenticate(Array(header.scope.utf8) + [1], key: extracted)
            let plain = "V11-HMAC-SHA256\n\(date)\n\(header.scope)\n\(digest)"
            return text(authenticate(plain, key: Array(text(expanded).utf8)))
        }
    }

    private static func authenticate(_ text: String, key: [UInt8]) -> [UInt8] {
        authenticate(Array(text.utf8), key: key)
    }

    private static func authenticate(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
    }

    private static func text(_ bytes: [UInt8]) -> String {
        bytes.map(ReceivedRequest.hexadecimal).joined()
    }
}
