/// Writes the few elements of DER that an RSA private key is made of.
enum DERWriter {
    /// An INTEGER of big-endian octets, which stand for a number that is not negative.
    static func integer(_ octets: some Collection<UInt8>) -> [UInt8] {
        var digits = Array(octets.drop { $0 == 0 })
        defer { CipherLibrary.overwrite(&digits) }
        // One zero octet keeps a number positive whose first bit is set, and is the number zero itself.
        return element(DERReader.Tag.integer, (digits.first ?? 0x80) >= 0x80 ? [0] + digits : digits)
    }

    /// A SEQUENCE of encoded elements.
    static func sequence(_ elements: [[UInt8]]) -> [UInt8] {
        element(DERReader.Tag.sequence, elements.flatMap(\.self))
    }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        var octets: [UInt8] = []
        var rest = count
        while rest > 0 {
            octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(octets.count)] + octets
    }
}
