import Foundation

/// One `-----BEGIN ...-----` block of a text, whatever happened to its line ends on the way.
struct PEMBlock {
    /// The label of OpenSSH's own form.
    static let openSSHLabel = "OPENSSH PRIVATE KEY"
    /// The labels that RSA private keys stand under.
    static let readableLabels = ["RSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", openSSHLabel]
    /// Longer than any label; what is longer has lost the dashes behind it.
    private static let longestLabel = 64

    /// What the BEGIN line says: `RSA PRIVATE KEY`.
    var label: String
    /// Everything up to the END line, or up to the end of the text.
    var body: Substring
    /// Whether there is an END line.
    var isComplete: Bool

    /// All blocks of `text`, in order; what stands between them is skipped.
    static func blocks(in text: String) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var rest = Substring(text)
        while let begin = rest.range(of: "-----BEGIN ") {
            rest = rest[begin.upperBound...]
            guard let dashes = rest.range(of: "-----"), isLabel(rest[..<dashes.lowerBound]) else {
                blocks.append(PEMBlock(label: "", body: "", isComplete: false))
                break
            }
            let label = String(rest[..<dashes.lowerBound])
            rest = rest[dashes.upperBound...]
            let end = rest.range(of: "-----END ")
            blocks.append(
                PEMBlock(label: label, body: rest[..<(end?.lowerBound ?? rest.endIndex)], isComplete: end != nil)
            )
            guard let end else { break }
            rest = rest[end.upperBound...]
        }
        return blocks
    }

    private static func isLabel(_ text: Substring) -> Bool {
        text.utf8.count <= longestLabel && !text.contains(where: \.isNewline)
    }

    /// The form that the label tells, without a look inside.
    var form: KeyFileForm {
        switch label {
        case "RSA PRIVATE KEY", "PRIVATE KEY": isEncryptedTraditionally ? .encryptedPKCS1 : .plainRSA
        case "ENCRYPTED PRIVATE KEY": .encryptedPKCS8
        case Self.openSSHLabel: .openSSH(algorithm: "")
        case "EC PRIVATE KEY", "EC PARAMETERS": .otherAlgorithm("EC")
        case "DSA PRIVATE KEY": .otherAlgorithm("DSA")
        case "PUBLIC KEY", "RSA PUBLIC KEY": .publicKey
        case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE": .certificate
        default: .otherBlock(NameInFile.shown(label))
        }
    }

    /// Whether the body has the headers of the traditional encryption (RFC 1421).
    var isEncryptedTraditionally: Bool { body.contains("Proc-Type:") && body.contains("ENCRYPTED") }

    /// The decoded body; nil when it is no base64. Line ends and blanks may stand anywhere.
    var bytes: [UInt8]? { Self.decode(body) }

    /// Decodes base64; nil when it is none or nothing. Line ends and blanks may stand anywhere.
    static func decode(_ text: Substring) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text.filter { !$0.isWhitespace })) else { return nil }
        return data.isEmpty ? nil : Array(data)
    }
}
