/// One recipient's part of a header: the file key, wrapped for whoever has the identity.
struct AgeStanza {
    /// Bytes in a full line of the body.
    private static let bodyLine = 48
    private static let prefix = Array("-> ".utf8)

    /// The kind of recipient.
    var type: String
    var arguments: [String]
    var body: [UInt8]

    /// Its lines in the header.
    var encoded: [UInt8] {
        var result = Self.prefix + Array(([type] + arguments).joined(separator: " ").utf8) + [UInt8(ascii: "\n")]
        var rest = body[...]
        // The last line is always a short one, be it an empty one.
        while rest.count >= Self.bodyLine {
            result += CanonicalBase64.encode(rest.prefix(Self.bodyLine)) + [UInt8(ascii: "\n")]
            rest = rest.dropFirst(Self.bodyLine)
        }
        return result + CanonicalBase64.encode(rest) + [UInt8(ascii: "\n")]
    }

    init(type: String, arguments: [String], body: [UInt8]) {
        self.type = type
        self.arguments = arguments
        self.body = body
    }

    /// Reads a stanza.
    ///
    /// - Parameters:
    ///   - line: Its first line, without the end.
    ///   - next: Gives the lines that follow.
    init(line: ArraySlice<UInt8>, next: () throws(AgeError) -> ArraySlice<UInt8>) throws(AgeError) {
        guard line.starts(with: Self.prefix) else {
            throw AgeError(.header, "a stanza of the header does not begin with \"-> \"")
        }
        let words = line.dropFirst(Self.prefix.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (33...126).contains($0) } }), let first = words.first
        else { throw AgeError(.header, "a stanza of the header has an argument that is empty or no plain text") }
        var body: [UInt8] = []
        while true {
            guard let bytes = CanonicalBase64.decode(try next()), bytes.count <= Self.bodyLine else {
                throw AgeError(.header, "a stanza of the header has a line that is no base64 in its canonical form")
            }
            body += bytes
            if bytes.count < Self.bodyLine { break }
        }
        self.init(
            type: String(decoding: first, as: UTF8.self),
            arguments: words.dropFirst().map { String(decoding: $0, as: UTF8.self) },
            body: body
        )
    }
}
