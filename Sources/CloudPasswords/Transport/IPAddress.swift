import Foundation

/// An address of version 4 or 6, as far as deciding about proxies needs it.
struct IPAddress: Equatable {
    /// 4 bytes or 16, in network order. An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) has 4.
    let bytes: [UInt8]

    /// Reads an address as `inet_pton` does; brackets and the zone of an IPv6 address may be there. Nil when it is none.
    init?(_ text: some StringProtocol) {
        var text = String(text)
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        if text.contains(":"), let zone = text.firstIndex(of: "%") { text = String(text[..<zone]) }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let all = withUnsafeBytes(of: &six) { Array($0) }
            let isMapped = all.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
            bytes = isMapped ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }

    /// Reads the host of a request, where the name lookup of the system also takes IPv4 addresses in fewer or other
    /// numbers: `2852039166` is 169.254.169.254.
    init?(host: String) {
        if let address = IPAddress(host) {
            self = address
            return
        }
        var four = in_addr()
        guard host.utf8.first.map({ (0x30...0x39).contains($0) }) == true, inet_aton(host, &four) != 0 else {
            return nil
        }
        bytes = withUnsafeBytes(of: &four) { Array($0) }
    }

    /// Whether the first `length` bits are those of `network`.
    func isInside(_ network: IPAddress, length: Int) -> Bool {
        guard bytes.count == network.bytes.count, (0...bytes.count * 8).contains(length) else { return false }
        let whole = length / 8
        guard bytes.prefix(whole) == network.bytes.prefix(whole) else { return false }
        guard length % 8 > 0 else { return true }
        return (bytes[whole] ^ network.bytes[whole]) >> (8 - length % 8) == 0
    }

    /// Whether it means another thing on every machine: the machine itself, or the link it stands on, where the
    /// metadata service is.
    var isLocal: Bool {
        guard bytes.count == 4 else {
            let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
            return isLinkLocal || bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1
        }
        return bytes[0] == 127 || bytes[0] == 169 && bytes[1] == 254 || bytes == [0, 0, 0, 0]
    }
}
