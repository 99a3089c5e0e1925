/// Files that are not as they were written.
extension VaultRecord {
    /// Takes damaged entries out of use. Their files stay where they are.
    mutating func setAside(_ ids: Set<String>) {
        func damaged(_ entries: [Entry], _ place: VaultServer.Entry.Place) -> [Entry] {
            entries.filter { ids.contains($0.id) }.map { entry in
                var entry = entry
                entry.was = place.rawValue
                return entry
            }
        }
        let all =
            damaged([current].compactMap(\.self), .current) + damaged([pending].compactMap(\.self), .pending)
            + damaged(history, .history)
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
        let isLost = isLost(entry)
        var whole = entry
        whole.was = nil
        switch entry.was {
        case VaultServer.Entry.Place.current.rawValue where current == nil && isLost: current = whole
        case VaultServer.Entry.Place.pending.rawValue where pending == nil && isLost: pending = whole
        default: adopt(whole)
        }
    }

    /// Whether the password that the server has may have been lost with a damaged entry: nothing newer is known.
    func isLost(_ entry: Entry) -> Bool {
        guard entry.was != VaultServer.Entry.Place.history.rawValue else { return false }
        guard let current else { return true }
        return current.storedAt < entry.storedAt
    }
}
