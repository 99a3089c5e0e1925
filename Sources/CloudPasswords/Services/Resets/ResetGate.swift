import AutomationCore
import Synchronization

/// Lets one reset of a server run at a time.
///
/// Of two at once nobody could tell which password the server ends with: the later answer need not belong to the later
/// request.
final class ResetGate: Sendable {
    private let underWay = Mutex<Set<String>>([])

    /// Enters; false when a reset of the server is under way.
    func enter(_ server: Server) -> Bool {
        underWay.withLock { $0.insert(server.id).inserted }
    }

    /// Leaves, so that the next may enter.
    func leave(_ server: Server) {
        underWay.withLock { _ = $0.remove(server.id) }
    }
}
