import AutomationCore

/// The rules: nothing is ever dropped.
extension VaultRecord {
    /// Moves an entry to the front of the history.
    mutating func retire(_ entry: Entry?) {
        if let entry { history.insert(entry, at: 0) }
    }

    /// The entry that a password would be no news beside; nil when it is news.
    ///
    /// - Parameters:
    ///   - isSame: Whether an entry is the same password of the same sealed one.
    ///   - isSameText: Whether an entry is known to be the same password, wherever it came from.
    func known(
        sealedDigest: String?,
        isSame: (Entry) throws(VaultProblem) -> Bool,
        isSameText: (Entry) throws(VaultProblem) -> Bool
    ) throws(VaultProblem) -> Entry? {
        if let current, try isSame(current) { return current }
        guard sealedDigest != nil else { return nil }
        // Nor is an initial password that was replaced since: the record in the cloud goes on holding it.
        for entry in history where try isSame(entry) { return entry }
        // What was stored for what was lost with the record. Where only a writer was killed, it is to be stored again.
        guard isFromFiles else { return nil }
        for entry in [current].compactMap(\.self) + history where entry.isAdopted == true && entry.sealedDigest == nil {
            if try isSameText(entry) { return entry }
        }
        return nil
    }

    /// Takes note that a password which is there already was to be put.
    ///
    /// - Returns: Whether that says something new of it.
    mutating func confirm(_ known: Entry, sealedDigest: String?) -> Bool {
        if let sealedDigest {
            guard known.sealedDigest == nil else { return false }
            if current?.id == known.id { current?.sealedDigest = sealedDigest }
            for index in history.indices where history[index].id == known.id {
                history[index].sealedDigest = sealedDigest
            }
            return true
        }
        // Whoever puts a password by hand says that it is the current one.
        let isNew = inDoubt == true
        inDoubt = nil
        return settle(all: true) || isNew
    }

    mutating func put(_ entry: Entry) {
        let entry = ranked(entry)
        if entry.sealedDigest != nil, isSuperseded(entry) {
            // What the one that stays was stored for is not known: this one may as well be the later.
            if current?.reset == nil, current?.isAdopted == true { inDoubt = true }
            return retire(entry)
        }
        retire(current)
        current = entry
        inDoubt = nil
        // A reset that is not confirmed may be carried out yet, whatever initial password comes.
        _ = settle(all: entry.sealedDigest == nil)
    }

    /// Whether something has replaced an initial password that nobody had stored before, as far as can be told.
    private func isSuperseded(_ entry: Entry) -> Bool {
        // Beside an earlier initial password it comes from a record that was written anew: the system was installed
        // again, and no reset before counts. One that was stored before and is damaged now is no earlier one.
        let isFirst =
            ([current] + history).allSatisfy { $0?.sealedDigest == nil }
            && (damaged ?? []).allSatisfy { $0.sealedDigest == nil || $0.sealedDigest == entry.sealedDigest }
        // One that was replaced before, and is damaged there, is whole again in its place.
        let isReplaced = (damaged ?? []).contains { $0.sealedDigest == entry.sealedDigest && !isLost($0) }
        if isReplaced, current != nil { return true }
        guard isFirst else { return false }
        guard let standing = current ?? lostCurrent else { return inDoubt == true }
        // By a reset, by hand or from a file: whichever it was, somebody knew of it what the initial one cannot say.
        return standing.sealedDigest == nil
    }

    /// Whether what was stored before is known from its files alone.
    private var isFromFiles: Bool { inDoubt == true || (current ?? lostCurrent)?.isAdopted == true }

    mutating func putPending(_ entry: Entry) {
        let entry = ranked(entry)
        retire(pending)
        pending = entry
    }

    private func ranked(_ entry: Entry) -> Entry {
        var entry = entry
        entry.rank = ((entries + (damaged ?? [])).compactMap(\.rank).max() ?? 0) + 1
        return entry
    }

    /// The entry of a reset, wherever it is.
    func entry(of reset: PendingPassword) -> Entry? { entries.first { $0.reset == reset } }

    /// Makes the entry of a reset current, also when another process has stored its own since.
    ///
    /// - Returns: Whether it is here to be promoted.
    mutating func promote(_ reset: PendingPassword) -> Bool {
        if current?.reset == reset { return true }
        guard let promoted = entry(of: reset) else { return false }
        if pending?.reset == reset { pending = nil }
        history.removeAll { $0.reset == reset }
        retire(current)
        current = promoted
        inDoubt = nil
        _ = settle(before: promoted)
        return true
    }

    /// - Returns: Whether it was pending.
    mutating func withdraw(_ reset: PendingPassword) -> Bool {
        guard pending?.reset == reset else { return withdrawDamaged(reset) }
        retire(pending)
        pending = nil
        return true
    }

    /// Takes up a file that nobody has written down: its place in the history is that of its age.
    mutating func adopt(_ entry: Entry) {
        let place = history.firstIndex { $0.storedAt <= entry.storedAt } ?? history.endIndex
        history.insert(entry, at: place)
    }
}
