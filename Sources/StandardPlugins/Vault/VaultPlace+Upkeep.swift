import AutomationCore
import Foundation

/// What a killed writer or another program has left behind. Called under the lock, so nobody else is writing.
extension VaultPlace {
    private static let asidePrefix = "record.damaged-"

    /// What is in the folder, sorted.
    func names() throws(VaultProblem) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
            throw VaultProblem("the folder of the server cannot be read: \(path)", hint: VaultAdvice.look(at: path))
        }
    }

    /// Removes what was never finished.
    func sweep() {
        for name in (try? names()) ?? [] where DurableFile.isTemporary(name) { unlink("\(path)/\(name)") }
    }

    /// Encrypted files that the record does not know: their writer ended before it could say so, or another program
    /// has put them there.
    func orphans(of record: VaultRecord?) throws(VaultProblem) -> [String] {
        let known = Set((record?.entries ?? []).map(\.file) + (record?.damaged ?? []).map(\.file))
        return try names().filter { name in
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
            throw VaultProblem("\(file) cannot be read: \(error.reason)", hint: VaultAdvice.look(at: file))
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

    /// Whether there was a record and is none: a link is made, and a damaged record kept aside, only after one was
    /// written. A writer that was killed before it wrote the first record leaves neither.
    var hasLostRecord: Bool {
        guard !VaultAccess.exists("\(path)/\(Self.recordName)") else { return false }
        return linkTarget != nil || (try? names())?.contains { $0.hasPrefix(Self.asidePrefix) } == true
    }

    /// Keeps a damaged record under another name, before a new one replaces it: some record is there at every instant.
    ///
    /// - Returns: The other name; nil where there is none to keep.
    func keepRecordAside(_ id: String) throws(VaultProblem) -> String? {
        let file = "\(path)/\(Self.recordName)"
        guard VaultAccess.exists(file) else { return nil }
        let aside = "\(Self.asidePrefix)\(id).json"
        if link(file, "\(path)/\(aside)") == 0 { return aside }
        // A folder cannot be linked to, and is no record.
        if isFolder(Self.recordName), rename(file, "\(path)/\(aside)") == 0 { return aside }
        throw VaultProblem("its damaged record cannot be kept aside: \(SystemFailure.reason()): \(file)")
    }

    /// Whether a vault has files of this name in the folder of a server. What is no such file is somebody else's.
    static func isOurs(_ name: String) -> Bool {
        name == recordName || DurableFile.isTemporary(name)
            || (name.hasPrefix(asidePrefix) && name.hasSuffix(".json"))
            || (name.hasSuffix(suffix) && isPlain(String(name.dropLast(suffix.count))))
    }

    /// Whether a vault has made the folder, as far as can be told: a record or a link to a password is never alone.
    var isOfVault: Bool {
        guard let names = try? names() else { return false }
        if (try? record()) != nil { return true }
        let hasPassword = names.contains { $0.hasSuffix(Self.suffix) && $0 != Self.linkName }
        return hasPassword && (names.contains(Self.recordName) || names.contains(Self.linkName))
    }

    /// Takes orphans into the history of the record: a password is never dropped.
    ///
    /// - Parameter isAnew: Whether the record itself was lost, so that the link alone tells which was the current one.
    /// - Returns: Their names.
    func adoptOrphans(into record: inout VaultRecord, isAnew: Bool = false) throws(VaultProblem) -> [String] {
        let target = linkTarget
        let linked = isAnew ? target : nil
        var found: [(entry: VaultRecord.Entry, key: (Date, Double, String))] = []
        for name in try orphans(of: record) {
            do throws(VaultProblem) {
                let entry = try entry(ofOrphan: name)
                // A name may tell the second alone; within it the disk knows which came first.
                found.append((entry, (entry.storedAt, written(name), name)))
            } catch {
                // It can be taken up later, but not as what it was.
                if isAnew { throw error }
            }
        }
        found.sort { $0.key < $1.key }
        let current = found.first { $0.entry.file == linked }
        for (entry, _) in found {
            if entry.file == linked { record.current = entry } else { record.adopt(entry) }
        }
        guard let newest = found.last else { return [] }
        // One that came later was pending, or had been refused. Who finds it later, after the record was made anew,
        // knows as little.
        let isLater =
            isAnew
            ? newest.entry.file != current?.entry.file
            : record.current.map { $0.isAdopted == true && $0.storedAt <= newest.entry.storedAt } == true
        // The link leads to what the record has called current: a record that does not know it is an older one, from a
        // backup perhaps. A writer that is killed leaves the link as it was.
        let isOutdated = !isAnew && found.contains { $0.entry.file == target }
        if isLater || isOutdated { record.inDoubt = true }
        return found.map(\.entry.file)
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

    func isFile(_ name: String) -> Bool { kind(of: name) == S_IFREG }

    private func isFolder(_ name: String) -> Bool { kind(of: name) == S_IFDIR }

    private func kind(of name: String) -> mode_t? {
        var status = stat()
        return lstat("\(path)/\(name)", &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
