public import AutomationCore
import Foundation

extension ProxyAddress {
    /// Reads an address as proxy variables have it: `http://proxy.example.com:3128`, `http://USER:PASSWORD@HOST:PORT`,
    /// `socks5://HOST:PORT`, or `HOST:PORT`, which means http.
    ///
    /// `socks5h` is the same as `socks5`. A missing port is 80 for http and 1080 for SOCKS. Special characters in the
    /// user name and the password are percent-encoded.
    ///
    /// - Parameters:
    ///   - text: the address.
    ///   - place: what the address comes from, as the error shall call it: `HTTPS_PROXY`.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``, which quotes nothing of the address.
    public init(_ text: String, from place: String) throws(AutomationError) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let (kind, rest) = try Self.kind(of: text, from: place)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard ["", "/"].contains(rest.dropFirst(authority.count)) else { throw Self.unusable(place) }
        let hostAndPort: Substring
        var credentials: Credentials?
        if let sign = authority.lastIndex(of: "@") {
            hostAndPort = authority[authority.index(after: sign)...]
            credentials = try Self.credentials(authority[..<sign], from: place)
        } else {
            hostAndPort = authority
        }
        guard kind == .http || credentials == nil else {
            throw AutomationError(
                .input,
                "\(place) has a user name for a SOCKS proxy, which is not supported",
                hint: "use an http:// proxy, or one that asks for no user name"
            )
        }
        guard let (host, port) = Self.split(hostAndPort, defaultPort: kind == .http ? 80 : 1080) else {
            throw Self.unusable(place)
        }
        self.init(kind: kind, host: host, port: port, credentials: credentials)
    }

    private static func kind(
        of text: String,
        from place: String
    ) throws(AutomationError) -> (kind: Kind, rest: Substring) {
        guard let separator = text.range(of: "://") else { return (.http, text[...]) }
        let rest = text[separator.upperBound...]
        switch text[..<separator.lowerBound].lowercased() {
        case "http": return (.http, rest)
        case "socks5", "socks5h": return (.socks5, rest)
        case "https":
            throw AutomationError(
                .input,
                "\(place) asks for TLS to the proxy itself, which is not supported",
                hint: "most proxies take http://HOST:PORT for https hosts too; what passes through stays encrypted"
            )
        case "socks", "socks4", "socks4a":
            throw AutomationError(
                .input,
                "\(place) asks for a version of SOCKS that is not supported",
                hint: "write socks5://HOST:PORT if the proxy speaks version 5"
            )
        default: throw unusable(place)
        }
    }

    private static func credentials(_ text: Substring, from place: String) throws(AutomationError) -> Credentials? {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = parts.compactMap { $0.removingPercentEncoding }
        // A user name with a colon in it would end at the colon.
        guard decoded.count == parts.count, let user = decoded.first, !user.contains(":"),
            decoded.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } })
        else { throw unusable(place) }
        let password = decoded.dropFirst().first ?? ""
        return user.isEmpty && password.isEmpty ? nil : Credentials(user: user, password: Secret(password))
    }

    private static func split(_ text: Substring, defaultPort: Int) -> (host: String, port: Int)? {
        var host = text
        var port = defaultPort
        // The colons of an IPv6 address are inside brackets.
        if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
            guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number) else { return nil }
            port = number
            host = text[..<colon]
        }
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"), let address = IPAddress(host), address.bytes.count == 16 else { return nil }
            return (String(host.dropFirst().dropLast()), port)
        }
        let isName = host.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._".contains(Character(scalar)))
        }
        return host.isEmpty || host.utf8.count > 253 || !isName ? nil : (String(host), port)
    }

    private static func unusable(_ place: String) -> AutomationError {
        AutomationError(
            .input,
            "\(place) is not the address of a proxy",
            hint: "write http://HOST:PORT, socks5://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with special "
                + "characters of user name and password percent-encoded"
        )
    }
}
