import LuaRuntime

/// Holds everybody who waits until it is opened.
actor Gate {
    private var waiters: [CheckedContinuation<Void, Never>] = []

    var waiting: Int { waiters.count }

    func wait() async -> LuaValue {
        await withCheckedContinuation { waiters.append($0) }
        return .none
    }

    func open() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
