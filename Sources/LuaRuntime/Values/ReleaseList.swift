import Synchronization

/// References that nobody in Swift holds any more, waiting for the state's owner to give them up.
final class ReleaseList: Sendable {
    private let references = Mutex<[Int32]>([])

    func add(_ reference: Int32) {
        references.withLock { $0.append(reference) }
    }

    /// Empties the list and returns what was in it.
    func drain() -> [Int32] {
        references.withLock { list in
            guard !list.isEmpty else { return [] }
            defer { list = [] }
            return list
        }
    }
}
