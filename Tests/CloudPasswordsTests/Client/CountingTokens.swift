import AutomationCore
import CloudPasswords
import CloudSimulator
import Synchronization

/// Hands out the simulator's token and counts how often.
final class CountingTokens: TokenSource {
    let name = "counting"
    private let asked = Mutex(0)

    /// How often it was asked.
    var count: Int { asked.withLock { $0 } }

    func token() async throws -> Secret? {
        asked.withLock { $0 += 1 }
        return Secret(SimulatorConfiguration.defaultToken)
    }
}
