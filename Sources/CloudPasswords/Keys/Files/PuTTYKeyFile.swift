import Foundation

/// The lines of a PuTTY private key: headers, two of which say how many lines of base64 follow.
///
/// It is read in octets, not in characters, because the comment counts in the check code and may be in any encoding.
struct PuTTYKeyFile {
    /// What the first line of every version starts with.
    static let mark = "PuTTY-User-Key-File-"

    /// The version, as it is written: `2`, `3`.
    let version: String
    /// The algorithm of the key: `ssh-rsa`.
    let algorithm: String
    private var fields: [String: [UInt8]] = [:]
    private var blocks: [String: [UInt8]] = [:]

    init(_ contents: [UInt8]) throws(KeyFileFault) {
        let lines = contents.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.map(Self.trimmed)
        guard let first = lines.first, let (key, algorithm) = Self.header(first), key.hasPrefix(Self.mark) else {
            throw .damaged("its first line is cut off")
        }
        version = String(key.dropFirst(Self.mark.count))
        self.algorithm = String(decoding: algorithm, as: UTF8.self)
        var rest = lines.dropFirst()
        while let line = rest.popFirst() {
            guard let (key, value) = Self.header(line), fields[key] == nil else {
                throw .damaged("a line of it is no header, or stands there twice")
            }
            fields[key] = Array(value)
            // The last line; what follows is not the key's.
            if key == "Private-MAC" { break }
            guard key.hasSuffix("-Lines") else { continue }
            guard let count = Int(String(decoding: value, as: UTF8.self).trimmingCharacters(in: .whitespaces)),
                count >= 0, rest.count >= count
            else {
                throw .damaged("it is cut off")
            }
            let digits = rest.prefix(count).joined().filter { $0 != 0x20 && $0 != 0x09 }
            guard let octets = Data(base64Encoded: Data(digits)) else {
                throw .damaged("its \(key == "Private-Lines" ? "private" : "public") part is not valid base64")
            }
            blocks[key] = Array(octets)
            rest = rest.dropFirst(count)
        }
    }

    /// The value of a header.
    func field(_ name: String) throws(KeyFileFault) -> [UInt8] {
        guard let value = fields[name] else { throw .damaged("the line \(name) is missing") }
        return value
    }

    /// The value of a header that is a word.
    func text(_ name: String) throws(KeyFileFault) -> String {
        String(decoding: try field(name), as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }

    /// The value of a header that is a number which is not negative; `Int.max` for one that no integer holds.
    func number(_ name: String) throws(KeyFileFault) -> Int {
        let digits = try text(name)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .damaged("the line \(name) is no number")
        }
        return Int(digits) ?? .max
    }

    /// The value of a header that is written in hexadecimal digits.
    func hexadecimal(_ name: String) throws(KeyFileFault) -> [UInt8] {
        guard let octets = HexadecimalText.octets(try text(name)) else {
            throw .damaged("the line \(name) is not hexadecimal")
        }
        return octets
    }

    /// What the base64 lines behind a header stand for.
    func octets(_ name: String) throws(KeyFileFault) -> [UInt8] {
        guard let octets = blocks[name] else { throw .damaged("the line \(name) is missing") }
        return octets
    }

    private static func header(_ line: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let value = line[(colon + 1)...]
        return (String(decoding: line[..<colon], as: UTF8.self), value.first == 0x20 ? value.dropFirst() : value)
    }

    /// Without the blanks that a mail program or a console put in front. Those behind may belong to the comment.
    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.drop { $0 == 0x20 || $0 == 0x09 }
    }
}
