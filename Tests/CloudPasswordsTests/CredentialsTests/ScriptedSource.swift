import AutomationCore
import CloudPasswords
import Synchronization

/// Answers by a closure, which gets the number of the call, counted from 1; takes a second for it.
final class ScriptedSource: CredentialSource {
    let name = "the script"
    private let clock: any WorldClock
    private let answer: @Sendable (Int) throws -> Credential
    private let asked = Mutex(0)

    init(clock: any WorldClock, _ answer: @escaping @Sendable (Int) throws -> Credential) {
        self.clock = clock
        self.answer = answer
    }

    /// How often it was asked.
    var count: Int { asked.withLock { $0 } }

    func resolve() async throws -> CredentialAnswer {
        let number = next()
        try await clock.sleep(for: .seconds(1))
        return .found(ResolvedCredential(try answer(number), origin: name))
    }

    /// Counts a call.
    private func next() -> Int {
        asked.withLock { asked in
            asked += 1
            return asked
        }
    }
}
