import AgeEncryption
import AutomationCore
import Crypto
import Foundation

/// The folder of one server in a vault: encrypted files that never change, and a record that says which is which.
struct VaultPlace: Sendable {
    static let suffix = ".age"
    static let recordName = "record.json"
    /// A link to the current password's file, for people and for passage. The record alone decides.
    static let linkName = "current.age"
    /// The largest record that is read: some ten thousand passwords.
    private static let largestRecord = 4 << 20
    /// The largest encrypted file that is read.
    private static let largestFile = 1 << 20

    let path: String
    let id: String
    /// What commands about its vault look like.
    let advice: VaultAdvice

    /// Whether a text can be a file's name without being more than that.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 200
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    // MARK: - The record

    /// The record; nil when there is none.
    func record() throws(VaultProblem) -> VaultRecord? {
        let file = "\(path)/\(Self.recordName)"
        guard VaultAccess.exists(file) else { return nil }
        try VaultAccess.checkFile(file, called: "its record")
        let contents: [UInt8]
        do { contents = try ReadableFile.read(file, limit: Self.largestRecord, followsLink: false) } catch {
            // One that is too large may be a good one: it tells more than a new one would.
            throw VaultProblem(
                "its record cannot be read: \(error.reason): \(file)",
                hint: error.isOfFile
                    ? advice.restoreRecord : error.isTooLarge ? advice.restoreLargeRecord : VaultAdvice.look(at: file),
                isDamage: error.isOfFile
            )
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let record = try? decoder.decode(VaultRecord.self, from: Data(contents)), record.isValid(for: id) else {
            // Made anew, a later one would lose what this version does not know of.
            if let version = try? decoder.decode(Version.self, from: Data(contents)).version, version > 1 {
                throw VaultProblem(
                    "its record is of version \(version), and this Latchkey knows version 1: \(file)",
                    hint: "use the Latchkey that has written it, or a later one"
                )
            }
            throw VaultProblem("its record is damaged: \(file)", hint: advice.restoreRecord, isDamage: true)
        }
        return record
    }

    /// What a record of any version has.
    private struct Version: Decodable {
        var version: Int
    }

    /// The record, which must be there where there has been one: without it nobody knows which password is which.
    func wholeRecord() throws(VaultProblem) -> VaultRecord? {
        try wholeRecord { hasLostRecord }
    }

    /// - Parameter isLost: Whether there are signs of a record where none was seen.
    func wholeRecord(isLost: () -> Bool) throws(VaultProblem) -> VaultRecord? {
        if let record = try record() { return record }
        guard isLost() else { return nil }
        // Somebody may have written the first one and its link since.
        if let record = try record() { return record }
        throw lostRecord
    }

    /// The record is gone, and passwords are left.
    var lostRecord: VaultProblem {
        let count = (try? orphans(of: nil))?.count
        let files = count.map { " beside \($0) encrypted file\($0 == 1 ? "" : "s")" } ?? ""
        return VaultProblem(
            "its record is missing\(files): \(path)/\(Self.recordName)",
            hint: advice.restoreRecord,
            isDamage: true
        )
    }

    func write(_ record: VaultRecord, tag: UInt64) throws(VaultProblem) {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let contents = try? encoder.encode(record) else {
            throw VaultProblem("the record cannot be written down")
        }
        // One that nobody reads again would be as good as lost.
        guard contents.count < Self.largestRecord else {
            throw VaultProblem("its record would be larger than the \(Self.largestRecord) bytes that are read")
        }
        do {
            try DurableFile.replace(Self.recordName, in: path, with: Array(contents) + [0x0a], tag: tag)
        } catch { throw VaultProblem("its record cannot be written", error) }
    }

    // MARK: - The files

    /// Writes an encrypted file that is not there yet.
    func write(_ sealed: [UInt8], as id: String, tag: UInt64) throws(VaultProblem) {
        do {
            try DurableFile.replace(id + Self.suffix, in: path, with: sealed, tag: tag, replaces: false)
        } catch { throw VaultProblem("the encrypted password cannot be written", error) }
    }

    /// The encrypted file of an entry, which is as it was written.
    func sealed(_ entry: VaultRecord.Entry) throws(VaultProblem) -> [UInt8] {
        let file = "\(path)/\(entry.file)"
        try VaultAccess.checkFile(file, called: "a password's file", hint: advice.restoreFile)
        let contents: [UInt8]
        do { contents = try ReadableFile.read(file, limit: Self.largestFile, followsLink: false) } catch {
            // None that was written is too large.
            let isDamage = error.isOfFile || error.isTooLarge
            throw VaultProblem(
                "a password's file cannot be read: \(error.reason): \(file)",
                hint: isDamage ? advice.restoreFile : VaultAdvice.look(at: file),
                isDamage: isDamage
            )
        }
        guard contents.count == entry.length, Self.digest(contents) == entry.digest else {
            let fault = contents.count < entry.length ? "was cut short" : "is not as it was written"
            throw VaultProblem("a password's file \(fault): \(file)", hint: advice.restoreFile, isDamage: true)
        }
        return contents
    }

    /// Looks whether every file is as it was written.
    func check(_ record: VaultRecord) throws(VaultProblem) {
        for entry in record.entries { _ = try sealed(entry) }
    }

    static func digest(_ contents: [UInt8]) -> String {
        SHA256.hash(data: contents).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    // MARK: - Taking turns

    /// Keeps other processes from writing until the descriptor is closed.
    func lock() throws(VaultProblem) -> Int32 {
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else {
            throw VaultProblem("the folder of the server cannot be opened: \(SystemFailure.reason())")
        }
        while flock(directory, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let problem = VaultProblem("the folder of the server cannot be locked: \(SystemFailure.reason())")
                close(directory)
                throw problem
            }
        }
        return directory
    }
}
