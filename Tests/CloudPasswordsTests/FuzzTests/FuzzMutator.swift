/// Damages inputs in the ways in which networks, editors and attackers do.
struct FuzzMutator {
    /// The most bytes of a mutated input.
    private static let largest = 64 * 1024

    /// Texts that mean something to one of the parsers.
    private static let tokens = [
        "{", "}", "[", "]", "[[[[[[[[", "{\"a\":", "\"", "\\", "\\u0000", "\\ud800", "\\u0301", ":", ",", "null",
        "true",
        "-", "e", "1e999", "\"error\":", "\"code\":", "\"message\":", "\"error_code\":", "\"error_msg\":",
        "\"internalError\":", "\"details\":", "\"retryAfter\":", "\"request_id\":",
        "\"encoded_authorization_message\":",
        "itemNotFound", "overLimit", "Ecs.1000", "APIGW.0301", "Common.0024", "canonicalRequest:", "|", "\u{0}", "\r\n",
        "\n", " ", "\t", "\u{FEFF}", "\u{2028}", "\u{301}", "é", "<html>", "=", "==", "-----BEGIN RSA PRIVATE KEY-----",
        "-----END RSA PRIVATE KEY-----", "-----BEGIN ", "-----", "Proc-Type: 4,ENCRYPTED", "DEK-Info: ",
        "openssh-key-v1",
        "PuTTY-User-Key-File-3: ssh-rsa", "Private-Lines: ", "Encryption: ", "&a", "*a", "<<: ", "- ", "? ", "|", ">",
        "!!binary ", "%YAML 1.2", "---", "...", "[basic]", "ak = ", "limit:1,time:1 day", "Retry-After",
    ].map { Array($0.utf8) }

    /// Numbers at which something may overflow.
    private static let numbers = [
        "0", "-1", "1", "255", "256", "65536", "2147483647", "2147483648", "4294967295", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "99999999999999999999999999999999999999", "1e308", "1e-400", "0.1", "NaN", "00", "+1", "٣",
    ].map { Array($0.utf8) }

    var random: FuzzRandom

    /// An input of the corpus, damaged.
    ///
    /// - Parameter head: how many bytes at the beginning are left as they are.
    mutating func mutated(_ corpus: [[UInt8]], sparing head: (([UInt8]) -> Int)? = nil) -> [UInt8] {
        let original = random.pick(corpus)
        let spared = min(head?(original) ?? 0, original.count)
        var tail = Array(original[spared...])
        // One in sixteen stays whole, so that the paths of good inputs are among those that run.
        for _ in 0..<(random.below(16) == 0 ? 0 : 1 + random.below(4)) { change(&tail, corpus) }
        return Array((original[..<spared] + tail).prefix(Self.largest))
    }

    private mutating func change(_ bytes: inout [UInt8], _ corpus: [[UInt8]]) {
        // The first part of an input says how to read the rest, so half of the damage goes there.
        let place = random.below(2) == 0 ? random.below(min(256, bytes.count)) : random.below(bytes.count)
        let end = min(place + 1 + random.below(random.below(4) == 0 ? bytes.count : 12), bytes.count)
        switch random.below(11) {
        case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeLast(bytes.count - place)
        case 3: bytes.removeSubrange(place..<end)
        case 4 where bytes.count < Self.largest: bytes.insert(contentsOf: bytes[place..<end], at: end)
        case 5: splice(&bytes, place, end, random.pick(corpus))
        case 6: bytes.insert(contentsOf: random.pick(Self.tokens), at: place)
        case 7: bytes.replaceSubrange(place..<end, with: random.pick(Self.tokens))
        case 8: changeNumber(&bytes, after: place)
        case 9:
            let token = random.pick(Self.tokens)
            var many = token
            for _ in 0..<random.below(13) where many.count < Self.largest { many += many }
            bytes.insert(contentsOf: many, at: place)
        default: bytes.reverse(place..<end)
        }
    }

    /// Puts a stretch of another input into this one.
    private mutating func splice(_ bytes: inout [UInt8], _ place: Int, _ end: Int, _ other: [UInt8]) {
        let start = random.below(other.count)
        let stop = min(start + 1 + random.below(other.count), other.count)
        bytes.replaceSubrange(place..<end, with: other[start..<stop])
    }

    /// Replaces the next run of digits.
    private mutating func changeNumber(_ bytes: inout [UInt8], after place: Int) {
        guard let start = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
        let end = bytes[start...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: random.pick(Self.numbers))
    }
}

extension [UInt8] {
    fileprivate mutating func reverse(_ range: Range<Int>) {
        self[range].reverse()
    }
}
