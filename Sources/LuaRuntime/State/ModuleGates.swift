import Synchronization

/// Those who wait for a module that another task loads.
final class ModuleGates: Sendable {
    private let waiters = Mutex<[String: [AsyncStream<Never>.Continuation]]>([:])

    /// Ends when the module is done.
    func gate(_ name: String) -> AsyncStream<Never> {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        waiters.withLock { $0[name, default: []].append(continuation) }
        return stream
    }

    /// Lets everybody go on who waits for the module.
    func open(_ name: String) {
        let waiting = waiters.withLock { $0.removeValue(forKey: name) } ?? []
        for continuation in waiting { continuation.finish() }
    }
}
