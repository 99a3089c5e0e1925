import AutomationCore
import Synchronization

/// A store that keeps nothing but the order of its calls, and fails where it is told to.
final class StubStore: SecretStore {
    enum Call: String, Sendable {
        case put, putPending, promote, withdraw, record
    }

    let name = "the stub"
    private let failing: Set<Call>
    private let found: SecretRecord?
    private let onCall: @Sendable (Call) -> Void
    private let made = Mutex<[Call]>([])

    init(
        failing: Set<Call> = [],
        record: SecretRecord? = nil,
        onCall: @escaping @Sendable (Call) -> Void = { _ in }
    ) {
        self.failing = failing
        self.found = record
        self.onCall = onCall
    }

    /// The calls so far.
    var calls: [Call] { made.withLock { $0 } }

    func put(_ secret: Secret, for server: Server) async throws { try note(.put) }

    func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        try note(.putPending)
        return PendingPassword(rawValue: server.id)
    }

    func promote(_ pending: PendingPassword, for server: Server) async throws { try note(.promote) }

    func withdraw(_ pending: PendingPassword, for server: Server) async throws { try note(.withdraw) }

    func record(for server: Server) async throws -> SecretRecord? {
        try note(.record)
        return found
    }

    private func note(_ call: Call) throws {
        made.withLock { $0.append(call) }
        onCall(call)
        if failing.contains(call) { throw AutomationError(.secretStore, "the disk is full", hint: "make room") }
    }
}
