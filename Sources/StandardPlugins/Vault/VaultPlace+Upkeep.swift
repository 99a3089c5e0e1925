import AutomationCore
import Foundation

/// What a killed writer or another program has left behind. Called under the lock, so nobody else is writing.
extension VaultPlace {
    private static let asidePrefix = "record.damaged-"

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Removes what was never finished.
    func sweep() {
        for name in names where DurableFile.isTemporary(name) { unlink("\(path)/\(name)") }
    }

    /// Encrypted files that the record does not know: their writer ended before it could say so, or another program
    /// has put them there.
    func orphans(of record: VaultRecord?) -> [String] {
        let known = Set((record?.entries ?? []).map(\.file) + (record?.damaged ?? []).map(\.file))
        return names.filter { name in
            name.hasSuffix(Self.suffix) && !known.contains(name) && isFile(name)
                && Self.isPlain(String(name.dropLast(Self.suffix.count)))
        }
    }

    /// Describes an orphan.
    func entry(ofOrphan name: String) throws(VaultProblem) -> VaultRecord.Entry {
        let file = "\(path)/\(name)"
        var status = stat()
        guard lstat(file, &status) == 0 else { throw VaultProblem("\(file): \(SystemFailure.reason())") }
        let contents: [UInt8]
        do { contents = try ReadableFile.read(file, limit: 1 << 20, followsLink: false) } catch {
            throw VaultProblem("\(file) cannot be read: \(error.reason)")
        }
        return VaultRecord.Entry(
            id: String(name.dropLast(Self.suffix.count)),
            file: name,
            // The name that a file of ours has tells it better: a copy has the time at which it was copied.
            storedAt: Self.time(ofName: name) ?? Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)),
            digest: Self.digest(contents),
            length: contents.count,
            isAdopted: true
        )
    }

    /// When a file of this name was made; nil when the name does not tell.
    private static func time(ofName name: String) -> Date? {
        guard let text = name.split(separator: "-").first, text.utf8.count == 16 else { return nil }
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        return try? style.parse(String(text))
    }

    /// Whether there was a record and is none: a link is made, and a damaged record moved aside, only after one was
    /// written. A writer that was killed before it wrote the first record leaves neither.
    var hasLostRecord: Bool {
        guard !VaultAccess.exists("\(path)/\(Self.recordName)") else { return false }
        return linkTarget != nil || names.contains { $0.hasPrefix(Self.asidePrefix) }
    }

    /// Moves a damaged record out of the way of a new one.
    func moveRecordAside(_ id: String) -> Bool {
        rename("\(path)/\(Self.recordName)", "\(path)/\(Self.asidePrefix)\(id).json") == 0
    }

    /// Takes orphans into the history of the record: a password is never dropped.
    ///
    /// - Returns: Their names.
    func adoptOrphans(into record: inout VaultRecord, hadRecord: Bool) -> [String] {
        let linked = linkTarget
        let found = orphans(of: record).compactMap { name in (try? entry(ofOrphan: name)).map { ($0, written(name)) } }
        // A name tells the second; within it the disk knows which came first.
        for (entry, _) in found.sorted(by: { ($0.0.storedAt, $0.1) < ($1.0.storedAt, $1.1) }) {
            // Where the record itself is gone, the link still says which was the current one.
            let isCurrent = !hadRecord && record.current == nil && entry.file == linked
            if isCurrent { record.current = entry } else { record.adopt(entry) }
        }
        return found.map(\.0.file)
    }

    /// When a file was written, as the disk knows it.
    private func written(_ name: String) -> Double {
        var status = stat()
        guard lstat("\(path)/\(name)", &status) == 0 else { return 0 }
        return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    }

    /// Gives a file that stands where the link belongs a name of its own, so that the link replaces nothing.
    func moveFromLink(to id: String) {
        guard isFile(Self.linkName) else { return }
        let target = "\(path)/\(id)\(Self.suffix)"
        guard link("\(path)/\(Self.linkName)", target) == 0 else { return }
        unlink("\(path)/\(Self.linkName)")
    }

    /// Where the link leads; nil when there is none.
    var linkTarget: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/\(Self.linkName)")
    }

    /// Whether the link leads to the current password, or is missing where there is none.
    func isLinkFresh(for record: VaultRecord) -> Bool { linkTarget == record.current?.file }

    /// Makes the link lead to the current password. That it cannot is no reason to fail: the record decides.
    @discardableResult
    func refreshLink(for record: VaultRecord, tag: UInt64) -> Bool {
        guard !isLinkFresh(for: record) else { return true }
        let link = "\(path)/\(Self.linkName)"
        guard let file = record.current?.file else { return linkTarget == nil || unlink(link) == 0 }
        guard !isFile(Self.linkName) else { return false }
        let temporary = "\(path)/.\(Self.linkName).\(String(tag, radix: 16)).tmp"
        guard symlink(file, temporary) == 0 else { return false }
        guard rename(temporary, link) == 0 else {
            unlink(temporary)
            return false
        }
        return true
    }

    private func isFile(_ name: String) -> Bool {
        var status = stat()
        return lstat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
