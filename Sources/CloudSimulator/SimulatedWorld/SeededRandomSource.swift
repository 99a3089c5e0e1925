public import AutomationCore
import Synchronization

/// Randomness that a seed decides: the same seed gives the same numbers in the same order.
public final class SeededRandomSource: RandomSource {
    private let generator: Mutex<SeededGenerator>

    /// Starts from `seed`.
    public init(seed: UInt64) {
        generator = Mutex(SeededGenerator(seed: seed))
    }

    public func next() -> UInt64 {
        generator.withLock { $0.next() }
    }
}
