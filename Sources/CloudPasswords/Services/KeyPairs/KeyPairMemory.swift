import AutomationCore
import Synchronization

/// Asks for every key pair once, however many servers were made with it.
final class KeyPairMemory: Sendable {
    /// What asking has brought.
    struct Answer: Sendable {
        /// Nil when it may not be seen, does not exist, or could not be asked for.
        var keyPair: CloudKeyPair?
        /// Whether asking again would bring the same.
        var isFinal: Bool
    }

    private struct Entry {
        let task: Task<Answer, Never>
        var validUntil: MonotonicInstant?
    }

    /// How long nobody asks again after a passing failure.
    private static let pause = Duration.seconds(60)

    private let world: World
    private let entries = Mutex<[String: Entry]>([:])

    init(world: World) {
        self.world = world
    }

    /// What is known under `key`; the first one to want it asks, and the others wait for the same answer.
    func keyPair(_ key: String, ask: @escaping @Sendable () async -> Answer) async -> CloudKeyPair? {
        let now = world.clock.now
        let task = entries.withLock { entries in
            if let entry = entries[key], entry.validUntil.map({ now < $0 }) ?? true { return entry.task }
            // It belongs to all who wait for it, so that none of them can end it by being cancelled.
            let task = Task(executorPreference: world.executor) { await ask() }
            entries[key] = Entry(task: task)
            return task
        }
        let answer = await task.value
        if !answer.isFinal {
            let end = world.clock.now.advanced(by: Self.pause)
            entries.withLock { entries in
                if entries[key]?.task == task, entries[key]?.validUntil == nil { entries[key]?.validUntil = end }
            }
        }
        return answer.keyPair
    }
}
