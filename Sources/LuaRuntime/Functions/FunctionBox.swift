import CLuaShims

/// What a `lks_function` points at: the Swift function and the bridge it belongs to.
class FunctionBox {
    // The bridge owns its boxes and closes the state, the only one to use them, before it goes.
    unowned(unsafe) let bridge: LuaBridge
    /// What the C side is given; lives as long as this box.
    let pointer: UnsafeMutablePointer<lks_function>
    private let name: UnsafeMutablePointer<CChar>

    fileprivate init(
        qualifiedName: String,
        bridge: LuaBridge,
        state: OpaquePointer,
        waits: Bool,
        call: @escaping LuaBridge.Callback
    ) {
        self.bridge = bridge
        let text = qualifiedName.utf8CString
        name = .allocate(capacity: text.count)
        for (index, byte) in text.enumerated() { (name + index).initialize(to: byte) }
        pointer = .allocate(capacity: 1)
        pointer.initialize(
            to: lks_function(state: state, context: nil, call: call, name: UnsafePointer(name), waits: waits)
        )
        pointer.pointee.context = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        pointer.deallocate()
        name.deallocate()
    }
}

/// A function that answers at once.
final class ImmediateFunctionBox: FunctionBox {
    let body: @Sendable (borrowing LuaArguments) throws -> LuaValue

    init(
        _ body: @escaping @Sendable (borrowing LuaArguments) throws -> LuaValue,
        qualifiedName: String,
        bridge: LuaBridge,
        state: OpaquePointer
    ) {
        self.body = body
        super.init(
            qualifiedName: qualifiedName,
            bridge: bridge,
            state: state,
            waits: false,
            call: LuaBridge.callImmediate
        )
    }
}

/// A function that suspends the calling coroutine.
final class SuspendingFunctionBox: FunctionBox {
    let body: @concurrent @Sendable ([LuaValue]) async throws -> LuaValue

    init(
        _ body: @concurrent @escaping @Sendable ([LuaValue]) async throws -> LuaValue,
        qualifiedName: String,
        bridge: LuaBridge,
        state: OpaquePointer
    ) {
        self.body = body
        super.init(
            qualifiedName: qualifiedName,
            bridge: bridge,
            state: state,
            waits: true,
            call: LuaBridge.callSuspending
        )
    }
}
