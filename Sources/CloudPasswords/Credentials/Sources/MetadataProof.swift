import Synchronization

/// Remembers that the metadata service has given a key, so that it is Huawei Cloud's, whatever it answers from then on.
final class MetadataProof: Sendable {
    private let given = Mutex(false)

    /// Whether it has.
    var isGiven: Bool { given.withLock { $0 } }

    /// It has.
    func give() {
        given.withLock { $0 = true }
    }
}
