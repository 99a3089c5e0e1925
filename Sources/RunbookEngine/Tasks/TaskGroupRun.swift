import AutomationCore

/// Functions of the script that run at once, and tasks that run already, in the scope of one call.
struct TaskGroupRun {
    /// What runs.
    enum Member: Sendable {
        case function(any ScriptFunction)
        case task(TaskHandle)
    }

    let members: [Member]
    let activity: Activity

    /// Waits for the members until one's result is enough, then cancels the others.
    ///
    /// - Parameter isEnough: Whether a result ends the wait.
    /// - Returns: The results in the order of the members; nil for those that were cancelled.
    func results(
        until isEnough: @Sendable (Result<Value, AutomationError>) -> Bool
    ) async throws -> [Result<Value, AutomationError>?] {
        var results = [Result<Value, AutomationError>?](repeating: nil, count: members.count)
        try await run { index, result in
            results[index] = result
            return isEnough(result)
        }
        return results
    }

    /// Waits for the first one to end, then cancels the others.
    func first() async throws -> Result<Value, AutomationError> {
        var first: Result<Value, AutomationError> = .success(.none)
        try await run { _, result in
            first = result
            return true
        }
        return first
    }

    private func run(_ ended: (Int, Result<Value, AutomationError>) throws -> Bool) async throws {
        let count = ChildCount(activity, parentHandlesEach: true)
        try await withThrowingTaskGroup(of: (Int, Result<Value, AutomationError>).self) { group in
            for (index, member) in members.enumerated() {
                count.childBegan()
                group.addTask {
                    defer { count.childEnded() }
                    return (index, await Self.result(of: member))
                }
            }
            count.parentWaits()
            defer { count.parentGoesOn() }
            while let (index, result) = try await group.next() {
                let isOver = try ended(index, result)
                count.parentHandled()
                guard !isOver else { break }
            }
            group.cancelAll()
            // Those that were cancelled clean up first.
            while try await group.next() != nil { count.parentHandled() }
        }
        try Task.checkCancellation()
    }

    private static func result(of member: Member) async -> Result<Value, AutomationError> {
        do {
            switch member {
            case .function(let function): return .success(try await function.call([]).first ?? .none)
            case .task(let handle): return .success(try await handle.value())
            }
        } catch {
            return .failure(AutomationError(error))
        }
    }
}
