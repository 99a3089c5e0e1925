import AutomationCore
import Foundation

/// Reads OpenSSL's traditional encryption of PEM blocks: the headers `Proc-Type: 4,ENCRYPTED` and `DEK-Info` (RFC
/// 1421, section 4.6; the derivation is EVP_BytesToKey with MD5).
struct TraditionalPEMReader {
    private let cipherName: String
    private let initialization: [UInt8]
    private let sealed: [UInt8]

    /// Takes the block's headers and body apart, also where the line ends between them are lost.
    ///
    /// - Throws: ``KeyFileFault``.
    init(_ block: PEMBlock) throws(KeyFileFault) {
        let headerName = "DEK-Info:"
        guard let start = block.body.range(of: headerName)?.upperBound else { throw .damaged("DEK-Info is missing") }
        let header = block.body[start...].drop(while: \.isWhitespace)
        guard let comma = header.firstIndex(of: ",") else { throw .damaged("DEK-Info is cut off") }
        let value = header[header.index(after: comma)...]
        let digits = value.prefix(while: \.isHexDigit)
        guard let initialization = HexadecimalText.octets(digits), value[digits.endIndex...].first?.isWhitespace == true
        else { throw .damaged("DEK-Info is cut off") }
        guard let sealed = PEMBlock.decode(value[digits.endIndex...]) else {
            throw .damaged("what stands between the BEGIN and END lines is not valid base64")
        }
        cipherName = String(header[..<comma])
        self.initialization = initialization
        self.sealed = sealed
    }

    /// The key as PKCS#1 in DER.
    ///
    /// - Throws: ``KeyFileFault``.
    func rsaPrivateKey(passphrase: Secret?) throws(KeyFileFault) -> [UInt8] {
        guard let cipher = KeyCipher(pemName: cipherName) else { throw .unsupported(NameInFile.shown(cipherName)) }
        guard initialization.count == cipher.initializationLength else { throw .damaged("DEK-Info is cut off") }
        guard let passphrase else { throw .passphraseNeeded }
        // The first octets of the initialization vector are the salt.
        var key = try KeyDerivation.bytesToKey(salt: Array(initialization.prefix(8)))
            .octets(cipher.keyLength, passphrase: passphrase)
        defer { CipherLibrary.overwrite(&key) }
        var plain = try cipher.decrypt(sealed, key: key, initialization: initialization)
        try cipher.removePadding(&plain)
        guard KeyFileForm(der: plain[...]) == .plainRSA else { throw .wrongPassphrase }
        return plain
    }
}
