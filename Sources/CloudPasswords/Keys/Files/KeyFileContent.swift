import AutomationCore
import Foundation

/// What a key file holds, told from its first look, with what the format's reader needs.
///
/// Key files pass through mail programs, consoles and environment variables, so line ends, indentation, byte-order
/// marks and text around the key are forgiven.
enum KeyFileContent {
    /// One DER encoding and nothing else.
    case der([UInt8], KeyFileForm)
    /// The PEM block that comes closest to a private key.
    case pem(PEMBlock)
    /// PuTTY's lines.
    case putty([UInt8])
    /// No key in any format.
    case nothing(KeyFileForm)

    /// Tells what is in a file.
    init(_ contents: [UInt8]) {
        if contents.first == DERReader.Tag.sequence, let form = KeyFileForm(der: contents[...]) {
            self = .der(contents, form)
            return
        }
        if let form = Self.binaryForm(contents) {
            self = .nothing(form)
            return
        }
        let octets = Self.octetsInUTF8(contents)
        let mark = octets.firstRange(of: Array(PuTTYKeyFile.mark.utf8))?.lowerBound
        let text = Self.text(of: octets)
        let blocks = PEMBlock.blocks(in: text)
        let isPrivate = { (block: PEMBlock) in block.label.hasSuffix("PRIVATE KEY") }
        let readable = blocks.first { PEMBlock.readableLabels.contains($0.label) }
        if let block = readable ?? blocks.first(where: isPrivate) {
            self = .pem(block)
        } else if let mark {
            self = .putty(Array(octets.contains(UInt8(ascii: "\n")) ? octets[mark...] : Array(text.utf8)[...]))
        } else if let block = blocks.first {
            self = .pem(block)
        } else {
            self = .nothing(Self.formWithoutBlock(text))
        }
    }

    /// The key as DER, PKCS#1 or PKCS#8.
    ///
    /// - Throws: ``KeyFileFault``.
    func rsaPrivateKey(passphrase: Secret?) throws(KeyFileFault) -> [UInt8] {
        switch self {
        case .der(let octets, _): return try Self.read(octets, passphrase)
        case .putty(let octets): return try PuTTYKeyReader(octets).rsaPrivateKey(passphrase: passphrase)
        case .nothing(let form): throw .other(form)
        case .pem(let block):
            guard !block.label.isEmpty else { throw .damaged("its BEGIN line is cut off") }
            guard block.isComplete else { throw .damaged("the END line is missing, so it is cut off") }
            guard PEMBlock.readableLabels.contains(block.label) else { throw .other(block.form) }
            if block.isEncryptedTraditionally {
                return try TraditionalPEMReader(block).rsaPrivateKey(passphrase: passphrase)
            }
            guard let octets = block.bytes else {
                throw .damaged("what stands between the BEGIN and END lines is not valid base64")
            }
            if block.label == PEMBlock.openSSHLabel {
                return try OpenSSHKeyReader(octets).rsaPrivateKey(passphrase: passphrase)
            }
            return try Self.read(octets, passphrase)
        }
    }

    /// The form, as far as the first look tells it.
    var form: KeyFileForm {
        switch self {
        case .der(_, let form), .nothing(let form): form
        case .pem(let block): block.form
        case .putty(let octets):
            (try? PuTTYKeyReader(octets)).map { .putty(algorithm: $0.algorithm, isEncrypted: $0.isEncrypted) }
                ?? .putty(algorithm: "", isEncrypted: true)
        }
    }

    /// Whether it is binary instead of text.
    var isDER: Bool {
        if case .der = self { true } else { false }
    }

    private static func read(_ der: [UInt8], _ passphrase: Secret?) throws(KeyFileFault) -> [UInt8] {
        switch KeyFileForm(der: der[...]) {
        case nil: throw .damaged("its contents are no complete key, so it may be cut off")
        case .plainRSA: return der
        case .encryptedPKCS8: return try EncryptedPKCS8Reader(der).rsaPrivateKey(passphrase: passphrase)
        case .some(let form): throw .other(form)
        }
    }

    /// The form of a binary file that is not DER, from its first octets.
    private static func binaryForm(_ contents: [UInt8]) -> KeyFileForm? {
        if contents.starts(with: [0x1E, 0xF1, 0xB5, 0xB0]) { return .pvk }
        return contents.starts(with: [0x07, 0x02, 0x00, 0x00]) ? .microsoftBlob : nil
    }

    /// The form of a text that has no PEM block.
    private static func formWithoutBlock(_ text: String) -> KeyFileForm {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { return .empty }
        if text.hasPrefix("<") { return .webPage }
        if text.hasPrefix("---- BEGIN SSH2 PUBLIC KEY") { return .publicKey }
        if text.hasPrefix("---- BEGIN SSH2") { return .sshCom }
        if ["ssh-", "ecdsa-sha2-", "sk-"].contains(where: text.hasPrefix) { return .publicKey }
        return .unknown
    }

    /// The file without a mark of UTF-8, and in UTF-8 when it was in UTF-16, which is what PowerShell's `>` writes.
    private static func octetsInUTF8(_ contents: [UInt8]) -> [UInt8] {
        if contents.starts(with: [0xFF, 0xFE]) || contents.starts(with: [0xFE, 0xFF]) {
            return Array((String(data: Data(contents), encoding: .utf16) ?? "").utf8)
        }
        return Array(contents.starts(with: [0xEF, 0xBB, 0xBF]) ? contents.dropFirst(3) : contents[...])
    }

    private static func text(of octets: [UInt8]) -> String {
        // Written-out line ends come from JSON and from environment variables; a backslash is never base64.
        String(decoding: octets, as: UTF8.self).replacing("\u{FEFF}", with: "")
            .replacing("\\r", with: "\r").replacing("\\n", with: "\n")
    }
}
