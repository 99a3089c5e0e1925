/// Steps through the data types of SSH (RFC 4251, section 5), answering nil at the end and where they are cut off.
struct WireReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ octets: some Sequence<UInt8>) {
        rest = Array(octets)[...]
    }

    /// Takes `prefix` off; false when something else stands there.
    mutating func skip(_ prefix: [UInt8]) -> Bool {
        guard rest.starts(with: prefix) else { return false }
        rest = rest.dropFirst(prefix.count)
        return true
    }

    /// A `uint32`.
    mutating func number() -> Int? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    /// A `string` of any octets.
    mutating func string() -> ArraySlice<UInt8>? {
        guard let count = number(), rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A `string` that holds a name.
    mutating func name() -> String? {
        string().map { String(decoding: $0, as: UTF8.self) }
    }

    /// An `mpint` that is not negative, without leading zeros.
    mutating func integer() -> [UInt8]? {
        guard let octets = string(), (octets.first ?? 0) < 0x80 else { return nil }
        return Array(octets.drop { $0 == 0 })
    }
}
