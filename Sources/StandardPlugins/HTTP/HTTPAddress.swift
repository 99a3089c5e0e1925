import AutomationCore

/// The address of a request, taken apart as strictly as the grants need it: what is checked is what is called.
struct HTTPAddress: Sendable, Equatable {
    /// Whether it is called without encryption.
    let isPlain: Bool
    /// In lower case, without brackets.
    let host: String
    let port: Int
    /// Path and query, as they go on the wire.
    var path: String

    private static let paths = 0x21...0x7e as ClosedRange<UInt8>

    /// Reads an address.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument``, which shows nothing of the address: it may be a
    ///   secret.
    init(_ text: String) throws(AutomationError) {
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            throw AutomationError(.argument, "the address must begin with https:// or http://")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else {
            throw AutomationError(
                .argument,
                "the address must hold no user or password",
                hint: "give them as a header: { headers = { Authorization = ... } }"
            )
        }
        guard let (host, port) = Self.authority(authority) else {
            throw AutomationError(.argument, "the address holds no usable host")
        }
        let path = rest.dropFirst(authority.count).prefix { $0 != "#" }
        guard path.utf8.allSatisfy({ Self.paths.contains($0) }) else {
            throw AutomationError(
                .argument,
                "the address holds characters that no address may hold",
                hint: "encode what goes into it with text.url_encode, or pass it in the option query"
            )
        }
        self.init(
            isPlain: scheme == "http://",
            host: host,
            port: port ?? (scheme == "http://" ? 80 : 443),
            path: path.hasPrefix("/") ? String(path) : "/" + path
        )
    }

    private init(isPlain: Bool, host: String, port: Int, path: String) {
        self.isPlain = isPlain
        self.host = host
        self.port = port
        self.path = path
    }

    /// Takes `host`, `host:port`, `[::1]` or `[::1]:port` apart; nil when it is none of them.
    static func authority(_ text: some StringProtocol) -> (host: String, port: Int?)? {
        var host = Substring(text).lowercased()[...]
        var port: Substring?
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let behind = host[host.index(after: end)...]
            guard behind.isEmpty || behind.hasPrefix(":") else { return nil }
            port = behind.isEmpty ? nil : behind.dropFirst()
            host = host[host.index(after: host.startIndex)..<end]
            guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            if let colon = host.firstIndex(of: ":") {
                port = host[host.index(after: colon)...]
                host = host[..<colon]
            }
            // The dot at the end of a full name says nothing that the grants need to know.
            if host.hasSuffix(".") { host = host.dropLast() }
            let isName = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            guard isName, !host.isEmpty, !host.hasPrefix("."), !host.contains("..") else { return nil }
        }
        guard let port else { return (String(host), nil) }
        guard port.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(port), (1...65535).contains(number)
        else {
            return nil
        }
        return (String(host), number)
    }

    /// Host and port as a person writes them: the port that goes without saying is left out.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isPlain ? 80 : 443) ? name : "\(name):\(port)"
    }

    var scheme: String { isPlain ? "http" : "https" }

    /// Scheme, host and port: what a server is trusted as.
    var origin: String { "\(scheme)://\(authority)" }

    /// Whether it stays on this machine.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// What a `Location` header means here; nil when it is no address.
    func redirected(to location: String) -> HTTPAddress? {
        if let address = try? HTTPAddress(location) { return address }
        if location.hasPrefix("//") { return try? HTTPAddress("\(scheme):\(location)") }
        guard !location.contains("://") else { return nil }
        let base = path.prefix { $0 != "?" }
        let folder = base.lastIndex(of: "/").map { base[...$0] } ?? "/"
        return try? HTTPAddress(origin + (location.hasPrefix("/") ? location : folder + location))
    }
}
