/// The hosts that are reached without a proxy, as `NO_PROXY` lists them.
///
/// Entries are separated by commas or blanks, and their case does not matter. An entry is one of
///
/// - `*`: every host;
/// - a name, which stands for the host and for all hosts below it, with or without a leading `.` or `*.`;
/// - an address, `10.0.0.1`, `fd00::1` or `[fd00::1]`;
/// - a network, `10.0.0.0/8` or `fd00::/8`;
/// - a name or an address with a port, `example.com:8443` or `[fd00::1]:8443`, for that port alone.
///
/// An entry that is none of these matches nothing. Names are not looked up: a network matches only hosts that are
/// given as addresses.
public struct ProxyExceptions: Sendable, Equatable {
    private enum Entry: Equatable {
        case everything
        case name(String, port: Int?)
        case address(IPAddress, port: Int?)
        case network(IPAddress, length: Int)
    }

    private let entries: [Entry]

    /// Reads the list; an empty one names no host.
    public init(_ list: String = "") {
        entries = list.split { $0 == "," || $0.isWhitespace }.compactMap(Self.entry)
    }

    /// Whether a host is reached without a proxy.
    ///
    /// - Parameters:
    ///   - host: a name or an address; an IPv6 address may be in brackets.
    ///   - port: the port that the request goes to.
    public func contains(host: String, port: Int) -> Bool {
        let name = Self.normalized(host)
        let address = IPAddress(host: name)
        return entries.contains { entry in
            switch entry {
            case .everything: true
            case .name(let entry, let only):
                (only ?? port) == port && address == nil && (name == entry || name.hasSuffix("." + entry))
            case .address(let entry, let only): (only ?? port) == port && address == entry
            case .network(let entry, let length): address?.isInside(entry, length: length) == true
            }
        }
    }

    /// A host in lower case, and without the dot that ends a complete name.
    static func normalized(_ host: some StringProtocol) -> String {
        let host = host.lowercased()
        return host.hasSuffix(".") ? String(host.dropLast()) : host
    }

    private static func entry(_ text: Substring) -> Entry? {
        if text == "*" { return .everything }
        if let address = IPAddress(text) { return .address(address, port: nil) }
        let network = text.split(separator: "/", omittingEmptySubsequences: false)
        if network.count == 2, let address = IPAddress(network[0]), let length = Int(network[1]),
            (0...address.bytes.count * 8).contains(length)
        {
            return .network(address, length: length)
        }
        guard network.count == 1 else { return nil }
        var host = text
        var port: Int?
        if let colon = text.lastIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number) else { return nil }
            port = number
            host = text[..<colon]
        }
        if let address = IPAddress(host) { return .address(address, port: port) }
        let prefix = ["*.", "."].first { host.hasPrefix($0) } ?? ""
        let name = normalized(host.dropFirst(prefix.count))
        return name.isEmpty || name.contains(":") ? nil : .name(name, port: port)
    }
}
