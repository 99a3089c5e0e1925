import Crypto
import Foundation

/// The key that one file is encrypted with. Everything that is derived from it is derived here.
struct FileKey {
    static let byteCount = 16

    /// The key itself; its memory is overwritten when the last reference goes.
    let key: SymmetricKey

    /// Draws a new one.
    init(using generator: inout some RandomNumberGenerator) {
        key = SymmetricKey(data: RandomBytes.draw(Self.byteCount, using: &generator))
    }

    init(_ bytes: some ContiguousBytes) {
        key = SymmetricKey(data: bytes)
    }

    func headerCode(for header: [UInt8]) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: header, using: headerKey)
    }

    /// Compared in constant time.
    func isHeaderCode(_ code: [UInt8], for header: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: header, using: headerKey)
    }

    func payloadKey(nonce: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, salt: nonce, info: Array("payload".utf8), outputByteCount: 32)
    }

    private var headerKey: SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("header".utf8), outputByteCount: 32)
    }
}
