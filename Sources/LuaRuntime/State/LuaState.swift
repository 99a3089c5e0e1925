import CLuaShims

/// One Lua state and its only owner.
///
/// Every call runs in a coroutine of its own. A host function that waits suspends that coroutine alone: the actor
/// goes on with others meanwhile, so ten thousand waiting coroutines cost memory and no thread. Calls are structured:
/// a coroutine lives exactly as long as the ``call(_:_:)`` that made it, and is cancelled with its task.
public actor LuaState {
    private let bridge: LuaBridge
    private var coroutines = LiveCoroutines()

    /// Makes a state with the sandboxed standard libraries and everything in the configuration.
    ///
    /// - Throws: ``LuaError`` of kind `state` when there is not enough memory.
    public init(_ configuration: LuaConfiguration) throws(LuaError) {
        bridge = try LuaBridge(configuration: configuration)
    }

    /// Compiles a script.
    ///
    /// - Parameter name: What messages and tracebacks call it, usually its path.
    /// - Throws: ``LuaError`` of kind `syntax`.
    public func load(_ source: String, name: String) throws(LuaError) -> LuaFunction {
        try bridge.load(source, name: "@" + name)
    }

    /// Calls a function in a new coroutine and waits until it has returned.
    ///
    /// When the task is cancelled, whatever the coroutine waits for, now and later, raises; so its `pcall`s and
    /// to-be-closed variables clean up. One that goes on trying to wait is ended after a while.
    ///
    /// - Throws: ``LuaError`` with the traceback when the function raised; `CancellationError` when the coroutine
    ///   had to be ended.
    public func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) async throws -> [LuaValue] {
        let coroutine = try bridge.start(function)
        coroutines.insert(coroutine)
        defer {
            coroutines.remove(coroutine)
            bridge.end(coroutine)
        }
        var usage = lks_usage()
        var refusals = Refusals()
        var step = bridge.resume(coroutine, with: arguments, usage: &usage)
        while true {
            switch step {
            case .finished(let values):
                return values
            case .failed(let error):
                throw error
            case .waiting(let operation):
                let answer: Result<LuaValue, any Error>
                if Task.isCancelled {
                    refusals.waits += 1
                    guard refusals.waits <= bridge.configuration.waitsAfterCancellation else {
                        throw CancellationError()
                    }
                    answer = .failure(CancellationError())
                } else {
                    do { answer = .success(try await operation()) } catch { answer = .failure(error) }
                }
                step = bridge.resume(coroutine, with: answer, usage: &usage)
            case .paused:
                await Task.yield()
                step = bridge.resume(coroutine, refusals.continuation(usage), usage: &usage)
            }
        }
    }

    /// What a cancelled call has been refused so far.
    private struct Refusals {
        /// Waits that were refused.
        var waits = 0
        /// What the call had computed when it was first told so where it computes, in nanoseconds.
        private var computedBefore: Int64?

        /// As much computing as cleaning up may take, in nanoseconds.
        private static let grace: Int64 = 1_000_000_000

        /// How a call that computes goes on: when its task is cancelled it is told so, and ended if it does not listen.
        mutating func continuation(_ usage: lks_usage) -> LuaBridge.Continuation {
            guard Task.isCancelled else { return .going }
            guard let computedBefore else {
                computedBefore = usage.total
                return .cancelled
            }
            return usage.total - computedBefore > Self.grace ? .killed : .going
        }
    }

    /// Where every call stands that is under way, innermost function first.
    public var tracebacks: [String] {
        coroutines.all.map { bridge.traceback(of: $0) }
    }

    /// The bytes that the state uses now.
    public var memoryUsed: Int { bridge.memoryUsed }

    /// How many functions and coroutines of the script are held from outside it.
    public var referenceCount: Int { bridge.referenceCount }

    /// Collects all garbage now, releasing host objects that no script refers to.
    public func collectGarbage() {
        bridge.collectGarbage()
    }
}
