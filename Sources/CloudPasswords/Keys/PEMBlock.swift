import Foundation

/// One `-----BEGIN ...-----` block of a text, whatever happened to its line ends on the way.
struct PEMBlock {
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
            guard let dashes = rest.range(of: "-----") else {
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

    /// Whether the body has the headers of the traditional encryption (RFC 1421).
    var isEncryptedTraditionally: Bool { body.contains("Proc-Type:") && body.contains("ENCRYPTED") }

    /// The decoded body; nil when it is no base64. Line ends and blanks may stand anywhere.
    var bytes: [UInt8]? {
        guard let data = Data(base64Encoded: String(body.filter { !$0.isWhitespace })) else { return nil }
        return data.isEmpty ? nil : Array(data)
    }
}
