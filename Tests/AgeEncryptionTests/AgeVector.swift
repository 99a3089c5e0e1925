import CZlib
import Foundation
import Testing

/// One of the published vectors: header lines, an empty line, an age file.
struct AgeVector: Sendable, CustomTestStringConvertible {
    let name: String
    let fields: [String: [String]]
    let file: [UInt8]

    var testDescription: String { name }

    /// What should come of it: `success`, `no match`, ...
    var expectation: String { fields["expect"]?.first ?? "" }
    /// The SHA-256 of the plaintext.
    var payload: String? { fields["payload"]?.first }
    var identities: [String] { fields["identity"] ?? [] }
    var isArmored: Bool { fields["armored"] != nil }
    /// Whether it is about passphrases or hybrid recipients, which are refused.
    var isUnsupported: Bool { name.hasPrefix("scrypt") || name.hasPrefix("hybrid") || fields["passphrase"] != nil }

    /// Where the vectors are, beside the checkout.
    static let archive =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/shared/vectors-age.tar.gz"

    static var areThere: Bool { FileManager.default.isReadableFile(atPath: archive) }

    /// All vectors; none where there are none.
    static let all: [AgeVector] = areThere ? (try? unpacked()) ?? [] : []

    private static func unpacked() throws -> [AgeVector] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("latchkey-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/bin/tar")
        tar.arguments = ["-xzf", archive, "-C", folder.path, "--strip-components=1"]
        try tar.run()
        tar.waitUntilExit()
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().compactMap { name in
            guard name != "README" else { return nil }
            return try AgeVector(name: name, contents: Array(Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }

    private init(name: String, contents: [UInt8]) throws {
        self.name = name
        let separator = try #require(contents.firstRange(of: Array("\n\n".utf8)))
        var fields: [String: [String]] = [:]
        for line in String(decoding: contents[..<separator.lowerBound], as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[String(parts[0]), default: []].append(parts[1].trimmingCharacters(in: .whitespaces))
        }
        self.fields = fields
        let file = Array(contents[separator.upperBound...])
        self.file = fields["compressed"] == nil ? file : try Self.inflated(file)
    }

    private static func inflated(_ compressed: [UInt8]) throws -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 64 << 20)
        var count = uLongf(result.count)
        try #require(uncompress(&result, &count, compressed, uLong(compressed.count)) == Z_OK)
        return Array(result.prefix(Int(count)))
    }
}
