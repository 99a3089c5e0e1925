public import HTTPTypes

/// One HTTP request as it goes on the wire.
///
/// The body may hold a password and a header may hold a token, so neither shows in the description, in a dump or
/// in a mirror.
public struct TransportRequest: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method, scheme, authority, path and headers.
    public var head: HTTPRequest
    /// The bytes of the body; empty when there is none.
    public var body: [UInt8]
    /// How long this one attempt may take, on the world's clock.
    public var timeout: Duration

    /// Makes a request with everything that a transport needs.
    public init(head: HTTPRequest, body: [UInt8] = [], timeout: Duration = .seconds(60)) {
        self.head = head
        self.body = body
        self.timeout = timeout
    }

    /// Method and URL without the query: `GET https://host/path`.
    public var description: String {
        let path = head.path?.prefix { $0 != "?" } ?? "/"
        return "\(head.method.rawValue) \(head.scheme ?? "")://\(head.authority ?? "")\(path)"
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
