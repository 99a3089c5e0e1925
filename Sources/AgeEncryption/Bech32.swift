/// Bech32 as age uses it: BIP 173 without its limit of 90 characters.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]

    /// The text for `bytes`, in lower case.
    static func encode(_ bytes: [UInt8], prefix: String) -> String {
        let values = regrouped(bytes, from: 8, to: 5, padding: true) ?? []
        let checksum = polynomial(expanded(Array(prefix.utf8)) + values + [UInt8](repeating: 0, count: 6)) ^ 1
        let check = (0..<6).map { UInt8(truncatingIfNeeded: checksum >> UInt32(5 * (5 - $0))) & 31 }
        return prefix + "1" + String(decoding: (values + check).map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// The prefix, in lower case, and the bytes; nil for what is no Bech32.
    static func decode(_ text: String) -> (prefix: String, bytes: [UInt8])? {
        var characters = Array(text.utf8)
        guard characters.allSatisfy({ (33...126).contains($0) }) else { return nil }
        let hasUpper = characters.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let hasLower = characters.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        guard !(hasUpper && hasLower) else { return nil }
        if hasUpper { characters = characters.map { (65...90).contains($0) ? $0 + 32 : $0 } }
        guard let separator = characters.lastIndex(of: UInt8(ascii: "1")), separator > 0,
            separator + 7 <= characters.count
        else { return nil }
        let prefix = Array(characters[..<separator])
        var values: [UInt8] = []
        for character in characters[(separator + 1)...] {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            values.append(UInt8(value))
        }
        guard polynomial(expanded(prefix) + values) == 1,
            let bytes = regrouped(values.dropLast(6), from: 5, to: 8, padding: false)
        else { return nil }
        return (String(decoding: prefix, as: UTF8.self), bytes)
    }

    private static func expanded(_ prefix: [UInt8]) -> [UInt8] {
        prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    }

    private static func polynomial(_ values: [UInt8]) -> UInt32 {
        var checksum: UInt32 = 1
        for value in values {
            let top = checksum >> 25
            checksum = (checksum & 0x1ff_ffff) << 5 ^ UInt32(value)
            for (bit, factor) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 { checksum ^= factor }
        }
        return checksum
    }

    /// The same bits in groups of another size; nil when what is left over is more than padding.
    private static func regrouped(
        _ values: some Sequence<UInt8>,
        from: UInt32,
        to size: UInt32,
        padding: Bool
    ) -> [UInt8]? {
        var (bits, count): (UInt32, UInt32) = (0, 0)
        var result: [UInt8] = []
        let mask: UInt32 = (1 << size) - 1
        for value in values {
            bits = (bits << from | UInt32(value)) & 0xfff
            count += from
            while count >= size {
                count -= size
                result.append(UInt8(bits >> count & mask))
            }
        }
        if padding {
            if count > 0 { result.append(UInt8(bits << (size - count) & mask)) }
        } else if count >= from || bits & ((1 << count) - 1) != 0 {
            return nil
        }
        return result
    }
}
