/// A request as the signing guide sees it: its parts, before anything is encoded.
///
/// Holds bodies and tokens, so it shows neither in a description, a dump or a mirror.
package struct SignableRequest: Sendable, CustomStringConvertible, CustomReflectable {
    package typealias Pair = (name: String, value: String)

    /// In any case.
    package var method: String
    /// `https` or `http`.
    package var scheme: String
    /// The host, with the port where there is one. A header named Host takes its place.
    package var host: String
    /// The path, encoded or not.
    package var path: String
    /// Names and values, not encoded, in any order.
    package var query: [Pair]
    /// Names in any case, in any order.
    package var headers: [Pair]
    /// Empty when there is none.
    package var body: [UInt8]

    /// Puts a request together.
    package init(
        method: String,
        scheme: String,
        host: String,
        path: String,
        query: [Pair],
        headers: [Pair],
        body: [UInt8]
    ) {
        self.method = method
        self.scheme = scheme
        self.host = host
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    package var description: String { "\(method) \(scheme)://\(host)\(path)" }

    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The value of a header, whose name is given in lower case.
    subscript(header name: String) -> String? {
        get { headers.last { Self.lowercased($0.name) == name }?.value }
        set {
            headers.removeAll { Self.lowercased($0.name) == name }
            if let newValue { headers.append((name, newValue)) }
        }
    }

    /// A name in lower case. Most are already, and making them so takes longer than seeing it.
    static func lowercased(_ name: String) -> String {
        let isLowercase = name.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        return isLowercase ? name : name.lowercased()
    }

    /// The request with all headers that signing adds before it signs.
    func completed(date: String) -> SignableRequest {
        var request = self
        request[header: "x-sdk-date"] = date
        if request[header: "host"] == nil { request[header: "host"] = hostOnTheWire }
        if let type = request[header: "content-type"], !Self.isHashed(contentType: type) {
            request[header: "x-sdk-content-sha256"] = CanonicalRequest.unsignedPayload
        }
        return request
    }

    /// What the Host header will be: clients leave the scheme's own port out, and what is sent must be what is signed.
    private var hostOnTheWire: String {
        switch scheme.lowercased() {
        case "https" where host.hasSuffix(":443"): String(host.dropLast(4))
        case "http" where host.hasSuffix(":80"): String(host.dropLast(3))
        default: host
        }
    }

    /// Whether bodies of this type are part of the signature. Source: the signers of the published SDKs.
    private static func isHashed(contentType: String) -> Bool {
        contentType.isEmpty || contentType.hasPrefix("application/json") || contentType.hasPrefix("application/bson")
    }
}
