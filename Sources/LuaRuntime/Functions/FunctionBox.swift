import CLuaShims

/// What a `lks_function` points at: the Swift function and the bridge it belongs to.
final class FunctionBox {
    let body: LuaHostFunction.Body
    unowned let bridge: LuaBridge
    /// What the C side is given; lives as long as this box.
    let pointer: UnsafeMutablePointer<lks_function>
    private let name: UnsafeMutablePointer<CChar>

    init(_ function: LuaHostFunction, qualifiedName: String, bridge: LuaBridge, state: OpaquePointer) {
        body = function.body
        self.bridge = bridge
        let text = qualifiedName.utf8CString
        name = .allocate(capacity: text.count)
        for (index, byte) in text.enumerated() { (name + index).initialize(to: byte) }
        pointer = .allocate(capacity: 1)
        let waits = if case .suspending = function.body { true } else { false }
        pointer.initialize(to: lks_function(state: state, context: nil, name: UnsafePointer(name), waits: waits))
        pointer.pointee.context = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        pointer.deallocate()
        name.deallocate()
    }
}
