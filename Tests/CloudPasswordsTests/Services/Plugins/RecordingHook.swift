import AutomationCore
import Synchronization

/// A hook that forbids what it is told to, and remembers what it was asked and told.
final class RecordingHook: OperationHook {
    private let forbidden: String?
    private let failsAfter: Bool
    private let notes = Mutex<[String]>([])

    /// - Parameter forbidden: The operation, or the id of the server, that it forbids.
    init(forbidding forbidden: String? = nil, failsAfter: Bool = false) {
        self.forbidden = forbidden
        self.failsAfter = failsAfter
    }

    var all: [String] { notes.withLock { $0 } }

    func before(_ operation: OperationNotice) async throws {
        notes.withLock { $0.append("before \(operation.operation)") }
        if operation.operation == forbidden || operation.server.id == forbidden {
            throw AutomationError(.vetoed, "only between 2 and 4 in the morning")
        }
    }

    func after(_ operation: OperationNotice, failure: AutomationError?) async throws {
        notes.withLock { $0.append("after \(operation.operation): \(failure?.kind.rawValue ?? "done")") }
        if failsAfter { throw AutomationError(.plugin, "the book is full") }
    }
}
