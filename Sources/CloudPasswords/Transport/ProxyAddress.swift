import AutomationCore

/// Where a proxy is, how it is spoken to, and who we are to it.
///
/// A description, a dump and a mirror show neither the user name nor the password.
public struct ProxyAddress: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// What a proxy speaks.
    public enum Kind: String, Sendable {
        /// HTTP, asked for a tunnel by `CONNECT`, to https and to http hosts alike.
        case http
        /// SOCKS version 5 without a user name. Host names are looked up by the proxy.
        case socks5
    }

    /// The user name and the password for a proxy that asks for them.
    struct Credentials: Sendable, Equatable {
        let user: String
        let password: Secret

        static func == (left: Credentials, right: Credentials) -> Bool {
            left.user == right.user && left.password.matches(right.password)
        }
    }

    /// What it speaks.
    public let kind: Kind
    /// Its name or address, without brackets.
    public let host: String
    /// Its port.
    public let port: Int
    let credentials: Credentials?

    init(kind: Kind, host: String, port: Int, credentials: Credentials?) {
        self.kind = kind
        self.host = host
        self.port = port
        self.credentials = credentials
    }

    /// Kind, host and port: `http://proxy.example.com:3128`.
    public var description: String {
        "\(kind.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
