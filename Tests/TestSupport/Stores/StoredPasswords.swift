import AgeEncryption
import Foundation

/// A server's passwords in a vault, read as anybody would who has only the disk and the identity.
public struct StoredPasswords: Sendable {
    private struct Record: Decodable {
        struct Entry: Decodable {
            var file: String
        }
        var current: Entry?
        var pending: Entry?
        var history: [Entry]
    }

    /// The password that the server has.
    public let current: String?
    /// The password of a reset that is not confirmed.
    public let pending: String?
    /// Earlier ones, newest first.
    public let history: [String]

    /// Reads what a vault has of a server; nil when it has nothing.
    public init?(vault: String, server id: String) throws {
        let folder = "\(vault)/servers/\(id)"
        guard let data = FileManager.default.contents(atPath: folder + "/record.json") else { return nil }
        let record = try JSONDecoder().decode(Record.self, from: data)
        let identity = try TestVault.identity()
        func text(_ entry: Record.Entry) throws -> String {
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(entry.file)"))
            return String(decoding: try AgeFile.decrypt(Array(file), with: [identity]), as: UTF8.self)
        }
        current = try record.current.map(text)
        pending = try record.pending.map(text)
        history = try record.history.map(text)
    }

    /// All of them.
    public var passwords: [String] { [current, pending].compactMap(\.self) + history }

    /// Current, pending, history; - where there is none.
    public var listed: [String] { [current ?? "-", pending ?? "-"] + history }
}
