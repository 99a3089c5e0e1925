import Crypto
import Foundation

/// What stands before the payload: who can open it, and the proof that nobody has changed that.
struct AgeHeader {
    private static let version = Array("age-encryption.org/v1\n".utf8)
    private static let end = Array("---".utf8)
    private static let newline = UInt8(ascii: "\n")

    let stanzas: [AgeStanza]
    /// Everything that the proof is about.
    private let authenticated: [UInt8]
    private let code: [UInt8]
    /// How many bytes it takes.
    let count: Int

    /// Makes the header of a new file.
    init(stanzas: [AgeStanza], key: FileKey) {
        self.stanzas = stanzas
        authenticated = Self.version + stanzas.flatMap(\.encoded) + Self.end
        code = Array(key.headerCode(for: authenticated))
        count = authenticated.count + 1 + CanonicalBase64.encode(code).count + 1
    }

    /// Reads the header at the beginning of a file.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/header``.
    init(parsing file: [UInt8]) throws(AgeError) {
        guard file.starts(with: Self.version) else {
            throw AgeError(.header, "it is no age file, or one of another version")
        }
        var place = Self.version.count
        func nextLine() throws(AgeError) -> ArraySlice<UInt8> {
            guard let lineEnd = file[place...].firstIndex(of: Self.newline) else {
                throw AgeError(.header, "the header is cut short")
            }
            defer { place = lineEnd + 1 }
            return file[place..<lineEnd]
        }
        var stanzas: [AgeStanza] = []
        while true {
            let start = place
            let line = try nextLine()
            guard line.starts(with: Self.end) else {
                stanzas.append(try AgeStanza(line: line, next: nextLine))
                continue
            }
            authenticated = Array(file[..<(start + Self.end.count)])
            guard line.dropFirst(Self.end.count).first == UInt8(ascii: " "),
                let code = CanonicalBase64.decode(line.dropFirst(Self.end.count + 1)), code.count == 32
            else { throw AgeError(.header, "the last line of the header is not in its form") }
            self.code = code
            break
        }
        guard !stanzas.isEmpty else { throw AgeError(.header, "the header names nobody who can open the file") }
        // Whoever has a passphrase's file key can make files for the others, so it must be alone.
        guard stanzas.count == 1 || !stanzas.contains(where: { $0.type == "scrypt" }) else {
            throw AgeError(.header, "the header has a passphrase beside other recipients")
        }
        self.stanzas = stanzas
        count = place
    }

    /// Its bytes in the file.
    var encoded: [UInt8] {
        authenticated + [UInt8(ascii: " ")] + CanonicalBase64.encode(code) + [Self.newline]
    }

    /// Proves that the header is as whoever made the file key wrote it.
    ///
    /// - Throws: ``AgeError`` with code ``AgeError/Code/headerAuthentication``.
    func authenticate(with key: FileKey) throws(AgeError) {
        guard key.isHeaderCode(code, for: authenticated) else {
            throw AgeError(.headerAuthentication, "the header was changed after the file was made")
        }
    }
}
