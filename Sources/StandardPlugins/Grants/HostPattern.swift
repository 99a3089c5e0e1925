package import AutomationCore

/// Which hosts may be called: `cmdb.example.com`, `*.example.com:8443`, `http://intranet.example.com`.
///
/// Without a port, all of them. Without `http://` or port 80, only over https; but what stays on this machine may be
/// called over http as well.
package struct HostPattern: Sendable, Equatable {
    private let allowsPlain: Bool
    private let isWildcard: Bool
    private let host: String
    private let port: Int?

    /// Reads a pattern as the operator writes it.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    package init(_ text: String) throws(AutomationError) {
        var rest = Substring(text)
        let scheme = ["http://", "https://"].first { rest.lowercased().hasPrefix($0) }
        rest = rest.dropFirst(scheme?.count ?? 0)
        isWildcard = rest.hasPrefix("*.")
        if isWildcard { rest = rest.dropFirst(2) }
        guard let (host, port) = HTTPAddress.authority(rest), !isWildcard || host.contains("."), host != "*" else {
            throw AutomationError(
                .input,
                "\(text) is no host",
                hint: "give HOST, HOST:PORT or *.DOMAIN; with http:// in front where https is not to be had"
            )
        }
        self.host = host
        self.port = port
        allowsPlain = scheme == "http://" || scheme == nil && port == 80
    }

    /// Whether it stands for the host of an address.
    func admits(_ address: HTTPAddress) -> Bool {
        guard isWildcard ? address.host.hasSuffix("." + host) : address.host == host else { return false }
        return port == nil || port == address.port
    }

    /// Whether it also lets the host be called without encryption.
    func admitsPlain(_ address: HTTPAddress) -> Bool {
        admits(address) && (allowsPlain || address.isLoopback)
    }
}
