import CLuaShims

/// Reads values that Lua has left in the incoming buffer, one after the other.
struct IncomingReader {
    private let buffer: UnsafeMutablePointer<lks_buffer>
    private let releases: ReleaseList
    private var position = 0

    init(_ buffer: UnsafeMutablePointer<lks_buffer>, releases: ReleaseList) {
        self.buffer = buffer
        self.releases = releases
    }

    var isAtEnd: Bool { position >= buffer.pointee.count }

    /// The next value with everything in it.
    mutating func next() -> LuaValue {
        guard !isAtEnd, let items = buffer.pointee.items else { return .none }
        let item = items[position]
        let index = position
        position += 1
        switch lks_tag(rawValue: UInt32(item.tag)) {
        case LKS_BOOLEAN: return .boolean(item.integer != 0)
        case LKS_INTEGER: return .integer(item.integer)
        case LKS_NUMBER: return .number(item.number)
        case LKS_STRING: return string(item)
        case LKS_LIST: return .list((0..<item.length).map { _ in next() })
        case LKS_RECORD: return record(item.length)
        case LKS_OBJECT:
            guard let pointer = item.object else { return .none }
            return .object(Unmanaged<LuaObject>.fromOpaque(pointer).takeUnretainedValue())
        case LKS_FUNCTION:
            items[index].tag = Int32(LKS_TAKEN.rawValue)
            return .function(LuaFunction(reference: Int32(truncatingIfNeeded: item.integer), releases: releases))
        default: return .none
        }
    }

    /// All values that are left.
    mutating func rest() -> [LuaValue] {
        var values: [LuaValue] = []
        while !isAtEnd { values.append(next()) }
        return values
    }

    private func string(_ item: lks_value) -> LuaValue {
        guard item.length > 0, let start = buffer.pointee.bytes else { return .string("") }
        let bytes = UnsafeRawBufferPointer(start: start + Int(item.integer), count: item.length)
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        return .bytes(Array(bytes))
    }

    private mutating func record(_ count: Int) -> LuaValue {
        var fields: [String: LuaValue] = [:]
        fields.reserveCapacity(count)
        for _ in 0..<count {
            let key = next()
            let value = next()
            // A key that is no UTF-8 cannot be the name of anything that the host knows.
            if case .string(let name) = key { fields[name] = value }
        }
        return .record(fields)
    }
}
