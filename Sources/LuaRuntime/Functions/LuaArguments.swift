import CLuaShims

/// The arguments of a call that is answered at once, read where Lua left them.
///
/// Valid during the call only, which is why it cannot be copied.
public struct LuaArguments: ~Copyable {
    private let buffer: UnsafeMutablePointer<lks_buffer>
    // The bridge that carries out the call owns it.
    private unowned(unsafe) let releases: ReleaseList

    init(_ buffer: UnsafeMutablePointer<lks_buffer>, releases: ReleaseList) {
        self.buffer = buffer
        self.releases = releases
    }

    /// The whole number at `index`, counted from 0; nil when there is none. For calls with numbers, booleans and
    /// strings only: a table before it would shift the count.
    public func integer(at index: Int) -> Int64? {
        guard index < buffer.pointee.count, let item = buffer.pointee.items?[index],
            item.tag == Int32(LKS_INTEGER.rawValue)
        else { return nil }
        return item.integer
    }

    /// All arguments in order.
    public func values() -> [LuaValue] {
        var reader = IncomingReader(buffer, releases: releases)
        return reader.rest()
    }
}
