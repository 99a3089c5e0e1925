import AutomationCore
import Foundation

/// What a killed writer or another program has left behind. Called under the lock, so nobody else is writing.
extension VaultPlace {
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
            storedAt: Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)),
            digest: Self.digest(contents),
            length: contents.count,
            isAdopted: true
        )
    }

    /// Takes orphans into the history of the record: a password is never dropped.
    ///
    /// - Returns: Their names.
    func adoptOrphans(into record: inout VaultRecord, hadRecord: Bool) -> [String] {
        let linked = linkTarget
        return orphans(of: record).filter { name in
            guard let entry = try? entry(ofOrphan: name) else { return false }
            // Where the record itself is gone, the link still says which was the current one.
            if !hadRecord, record.current == nil, name == linked { record.current = entry } else { record.adopt(entry) }
            return true
        }
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
