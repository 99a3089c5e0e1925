/// One Lua state and its only owner.
///
/// Every call runs in a coroutine of its own. A host function that waits suspends that coroutine alone: the actor
/// goes on with others meanwhile, so ten thousand waiting coroutines cost memory and no thread. Calls are structured:
/// a coroutine lives exactly as long as the ``call(_:_:)`` that made it, and is cancelled with its task.
public actor LuaState {
    private let bridge: LuaBridge

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
        defer { bridge.end(coroutine) }
        var refusedWaits = 0
        var step = bridge.resume(coroutine, with: arguments)
        while true {
            switch step {
            case .finished(let values):
                return values
            case .failed(let error):
                throw error
            case .waiting(let operation):
                let answer: Result<LuaValue, any Error>
                if Task.isCancelled {
                    refusedWaits += 1
                    guard refusedWaits <= bridge.configuration.waitsAfterCancellation else { throw CancellationError() }
                    answer = .failure(CancellationError())
                } else {
                    do { answer = .success(try await operation()) } catch { answer = .failure(error) }
                }
                step = bridge.resume(coroutine, with: answer)
            }
        }
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
