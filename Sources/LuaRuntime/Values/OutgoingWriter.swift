import CLuaShims

/// Puts values into the outgoing buffer, from where the C side pushes them under Lua's protection.
struct OutgoingWriter {
    private let state: OpaquePointer
    private let buffer: UnsafeMutablePointer<lks_buffer>
    private let typeNumbers: [String: Int32]

    /// Empties the buffer and begins to write.
    init(state: OpaquePointer, typeNumbers: [String: Int32]) {
        self.state = state
        self.typeNumbers = typeNumbers
        buffer = lks_outgoing(state)
        lks_clear_outgoing(state)
    }

    func write(_ value: LuaValue) {
        switch value {
        case .none: append(LKS_NIL)
        case .boolean(let flag): append(LKS_BOOLEAN, integer: flag ? 1 : 0)
        case .integer(let number): append(LKS_INTEGER, integer: number)
        case .number(let number): append(LKS_NUMBER) { $0.number = number }
        case .string(let text): write(text)
        case .bytes(let bytes):
            bytes.withUnsafeBytes { check(lks_append_string(buffer, $0.baseAddress, $0.count)) }
        case .list(let values):
            append(LKS_LIST, length: values.count)
            for value in values { write(value) }
        case .record(let fields): write(fields, as: LKS_RECORD)
        case .strictRecord(let name, let fields): write(fields, as: LKS_STRICT_RECORD, name: name)
        case .error(let fields): write(fields, as: LKS_ERROR)
        case .function(let function): append(LKS_FUNCTION, integer: Int64(function.reference))
        case .object(let object): write(object)
        }
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { check(lks_append_string(buffer, $0.baseAddress, $0.count)) }
    }

    /// Sorted by name, so that the table is built the same way in every run.
    private func write(_ fields: [String: LuaValue], as tag: lks_tag, name: String? = nil) {
        append(tag, length: fields.count)
        if let name { write(name) }
        guard fields.count > 1 else {
            if let (name, value) = fields.first {
                write(name)
                write(value)
            }
            return
        }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            write(name)
            write(value)
        }
    }

    private func write(_ object: LuaObject) {
        guard let type = typeNumbers[object.typeName] else {
            // A type that no plugin declared has no methods and no fields; it goes as its text.
            write(object.text)
            return
        }
        append(LKS_OBJECT) {
            $0.type = type
            $0.object = Unmanaged.passRetained(object).toOpaque()
        }
        write(object.text)
        if object.fields.isEmpty { append(LKS_NIL) } else { write(object.fields, as: LKS_RECORD) }
    }

    private func append(_ tag: lks_tag, length: Int = 0, integer: Int64 = 0) {
        var item = lks_value()
        item.tag = Int32(tag.rawValue)
        item.length = length
        item.integer = integer
        check(lks_append(buffer, item))
    }

    private func append(_ tag: lks_tag, _ fill: (inout lks_value) -> Void) {
        var item = lks_value()
        item.tag = Int32(tag.rawValue)
        fill(&item)
        check(lks_append(buffer, item))
    }

    /// Without memory for a few bytes the process cannot go on, and dropping a value would be a lie to the script.
    private func check(_ hasMemory: Bool) {
        precondition(hasMemory, "out of memory")
    }
}
