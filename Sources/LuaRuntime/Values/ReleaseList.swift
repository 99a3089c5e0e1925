import Synchronization

/// References that nobody in Swift holds any more, waiting for the state's owner to give them up.
final class ReleaseList: Sendable {
    private let references = Mutex<[Int32]>([])
    /// Looked at before every call, and mostly false; taking the lock for that would cost more than all else of it.
    private let hasAny = Atomic(false)

    func add(_ reference: Int32) {
        references.withLock { $0.append(reference) }
        hasAny.store(true, ordering: .releasing)
    }

    /// Empties the list and returns what was in it.
    func drain() -> [Int32] {
        guard hasAny.load(ordering: .relaxed), hasAny.exchange(false, ordering: .acquiring) else { return [] }
        return references.withLock { list in
            defer { list = [] }
            return list
        }
    }
}
