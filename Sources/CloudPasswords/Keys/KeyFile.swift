import AutomationCore
import Foundation

/// A key file's contents, on the way to the DER encoding of an RSA private key.
///
/// Key files pass through mail programs, consoles and environment variables, so line ends, indentation, byte-order
/// marks and text around the block are forgiven. Whatever is no plain RSA private key is refused by name.
struct KeyFile {
    private let contents: [UInt8]
    private let name: String

    init(contents: [UInt8], name: String) {
        self.contents = contents
        self.name = name
    }

    /// The DER encoding of the RSA private key in the file, PKCS#1 or PKCS#8.
    ///
    /// - Throws: `AutomationError` of kind `key` that names the form found and how to convert it.
    func rsaPrivateKey() throws(AutomationError) -> [UInt8] {
        if contents.first == DERReader.Tag.sequence, let form = KeyFileForm(der: contents[...]) {
            throw refusal(form, isDER: true)
        }
        let text = Self.text(of: contents)
        let blocks = PEMBlock.blocks(in: text)
        let isPrivate = { (block: PEMBlock) in block.label.hasSuffix("PRIVATE KEY") }
        let readable = blocks.first { ["RSA PRIVATE KEY", "PRIVATE KEY"].contains($0.label) }
        guard let block = readable ?? blocks.first(where: isPrivate) ?? blocks.first else {
            throw refusal(Self.formWithoutBlock(text))
        }
        guard block.isComplete else {
            throw damage("is cut off: the END line is missing")
        }
        if let form = Self.form(of: block) { throw refusal(form) }
        guard let der = block.bytes else {
            throw damage("is damaged: what stands between the BEGIN and END lines is not valid base64")
        }
        guard let form = KeyFileForm(der: der[...]) else {
            throw damage("is damaged or cut off: its contents are no complete key")
        }
        guard form == .plainRSA else { throw refusal(form) }
        return der
    }

    /// The form that a block's label tells; nil where it takes a look inside.
    private static func form(of block: PEMBlock) -> KeyFileForm? {
        switch block.label {
        case "RSA PRIVATE KEY": block.isEncryptedTraditionally ? .encryptedPKCS1 : nil
        case "PRIVATE KEY": nil
        case "ENCRYPTED PRIVATE KEY": .encryptedPKCS8
        case "OPENSSH PRIVATE KEY": .openSSH(algorithm: openSSHAlgorithm(block.bytes ?? []))
        case "EC PRIVATE KEY": .otherAlgorithm("EC")
        case "DSA PRIVATE KEY": .otherAlgorithm("DSA")
        case "PUBLIC KEY", "RSA PUBLIC KEY": .publicKey
        case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE": .certificate
        default: .otherBlock(block.label)
        }
    }

    /// The form of a text that has no PEM block.
    private static func formWithoutBlock(_ text: String) -> KeyFileForm {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty { return .empty }
        if text.hasPrefix("<") { return .webPage }
        if text.hasPrefix("PuTTY-User-Key-File-") {
            let lines = text.split(whereSeparator: \.isNewline)
            let value = { (line: Substring?) in line?.split(separator: ": ").dropFirst().first.map(String.init) ?? "" }
            let encryption = value(lines.first { $0.hasPrefix("Encryption: ") })
            return .putty(algorithm: value(lines.first), isEncrypted: encryption != "none")
        }
        if text.hasPrefix("---- BEGIN SSH2 PUBLIC KEY") { return .publicKey }
        if text.hasPrefix("---- BEGIN SSH2") { return .sshCom }
        if ["ssh-", "ecdsa-sha2-", "sk-"].contains(where: text.hasPrefix) { return .publicKey }
        return .unknown
    }

    /// The algorithm that an OpenSSH private key names in the clear, before its encrypted part.
    private static func openSSHAlgorithm(_ bytes: [UInt8]) -> String {
        var rest = bytes[...]
        func number() -> Int? {
            guard rest.count >= 4 else { return nil }
            defer { rest = rest.dropFirst(4) }
            return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        }
        func string() -> ArraySlice<UInt8>? {
            guard let length = number(), rest.count >= length else { return nil }
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length)
        }
        let magic = Array("openssh-key-v1\0".utf8)
        guard rest.starts(with: magic) else { return "" }
        rest = rest.dropFirst(magic.count)
        // Cipher, derivation, its options, the number of keys; then the public key, which starts with its algorithm.
        guard string() != nil, string() != nil, string() != nil, number() != nil, number() != nil,
            let algorithm = string()
        else { return "" }
        return String(decoding: algorithm, as: UTF8.self)
    }

    /// The text of a file in UTF-8, or in UTF-16 with its mark, which is what PowerShell's `>` writes.
    private static func text(of contents: [UInt8]) -> String {
        let text: String
        if contents.starts(with: [0xFF, 0xFE]) || contents.starts(with: [0xFE, 0xFF]) {
            text = String(data: Data(contents), encoding: .utf16) ?? ""
        } else {
            text = String(decoding: contents, as: UTF8.self).replacing("\u{FEFF}", with: "")
        }
        // Written-out line ends come from JSON and from environment variables; a backslash is never base64.
        return text.replacing("\\r", with: "\r").replacing("\\n", with: "\n")
    }

    private func refusal(_ form: KeyFileForm, isDER: Bool = false) -> AutomationError {
        AutomationError(
            .key,
            "\(name) is \(form.summary)\(isDER ? " in DER, the binary form" : "")"
                + "; what is needed is an RSA private key in PEM form, without a passphrase",
            hint: form.hint(file: name, isDER: isDER)
        )
    }

    private func damage(_ what: String) -> AutomationError {
        AutomationError(.key, "\(name) \(what)", hint: Self.damageHint)
    }

    /// What to do about a key that did not survive copying.
    static let damageHint = "copy the key file again from where it was first saved, as a whole and without editing it"
}
