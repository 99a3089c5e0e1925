import AutomationCore

/// Files that are not as they were written.
extension VaultRecord {
    private static let current = VaultServer.Entry.Place.current.rawValue
    private static let pending = VaultServer.Entry.Place.pending.rawValue
    private static let history = VaultServer.Entry.Place.history.rawValue

    /// Takes damaged entries out of use. Their files stay where they are.
    mutating func setAside(_ ids: Set<String>) {
        guard !ids.isEmpty else { return }
        func damaged(_ entries: [Entry], _ place: String) -> [Entry] {
            entries.filter { ids.contains($0.id) }.map { entry in
                var entry = entry
                entry.was = place
                return entry
            }
        }
        let all =
            damaged([current].compactMap(\.self), Self.current) + damaged([pending].compactMap(\.self), Self.pending)
            + damaged(history, Self.history)
        self.damaged = (self.damaged ?? []) + all
        if let id = current?.id, ids.contains(id) { current = nil }
        if let id = pending?.id, ids.contains(id) { pending = nil }
        history.removeAll { ids.contains($0.id) }
    }

    /// Takes an entry into use again whose file was restored: as what it was, where nothing has taken its place.
    mutating func takeUp(_ entry: Entry) {
        guard let index = damaged?.firstIndex(where: { $0.id == entry.id }) else { return }
        damaged?.remove(at: index)
        if damaged?.isEmpty == true { damaged = nil }
        var whole = entry
        whole.was = nil
        // Earlier releases did not say what it was.
        switch entry.was ?? Self.current {
        case Self.current where current == nil: current = whole
        case Self.pending where pending == nil: pending = whole
        default: adopt(whole)
        }
    }

    /// Whether the password that the server has may have been lost with a damaged entry: nothing has taken its place.
    func isLost(_ entry: Entry) -> Bool { entry.was != Self.history }

    /// The current password that is lost; nil when none is.
    var lostCurrent: Entry? { damaged?.last { ($0.was ?? Self.current) == Self.current } }

    /// Something has become current: what was so before is history, damaged or not.
    ///
    /// - Parameters:
    ///   - all: Whether the damaged pending ones are history too.
    ///   - promoted: The reset that was confirmed; those before it are history.
    /// - Returns: Whether that changes anything.
    mutating func settle(all: Bool = false, before promoted: Entry? = nil) -> Bool {
        var isChanged = false
        for (index, entry) in (damaged ?? []).enumerated() where isLost(entry) {
            guard entry.was != Self.pending || all || promoted.map(entry.isBefore) == true else { continue }
            damaged?[index].was = Self.history
            isChanged = true
        }
        return isChanged
    }

    /// The cloud has refused a reset whose password is damaged: nothing is lost with it.
    ///
    /// - Returns: Whether there was one.
    mutating func withdrawDamaged(_ reset: PendingPassword) -> Bool {
        guard let index = damaged?.firstIndex(where: { $0.reset == reset && $0.was == Self.pending }) else {
            return false
        }
        damaged?[index].was = Self.history
        return true
    }

    /// The cloud has carried out a reset whose password is damaged: the one before it is the current one no more.
    ///
    /// - Returns: Whether it is here.
    mutating func lose(_ reset: PendingPassword) -> Bool {
        guard let index = damaged?.firstIndex(where: { $0.reset == reset && isLost($0) }) else { return false }
        guard let lost = damaged?[index], lost.was == Self.pending else { return true }
        _ = settle(before: lost)
        damaged?[index].was = Self.current
        retire(current)
        current = nil
        inDoubt = nil
        return true
    }
}
