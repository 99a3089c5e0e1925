import Crypto
import Foundation

/// The one spelling of a request that both sides sign.
///
/// It may hold a security token and says something of a password, by its hash, so it shows nothing of itself.
///
/// Source: API Request Signing Guide, "Calculating a signature"; where the guide and the published SDKs disagree
/// (dot segments, encoded slashes), the SDKs' way, which is the one that the gateway meets every day.
package struct CanonicalRequest: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// A header that is signed: its name in lower case, its value without blanks around it.
    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    /// In upper case.
    package var method: String
    /// Encoded segment by segment, with a slash at its end.
    package var path: String
    /// Encoded, sorted, each name with an equals sign.
    package var query: String
    /// Sorted by name.
    package var headers: [Header]
    /// The SHA-256 of the body in lower-case hexadecimal, or ``unsignedPayload``.
    package var payloadHash: String

    /// What stands in for the hash of a body that is not signed.
    package static let unsignedPayload = "UNSIGNED-PAYLOAD"

    private static let emptyHash = hash([UInt8]())

    /// Spells a request out.
    ///
    /// - Parameter names: the headers to sign, in lower case; nil for all. Names with an underscore are never signed,
    ///   because gateways drop such headers.
    init(_ request: SignableRequest, signing names: Set<String>? = nil) {
        method = request.method.utf8.contains { $0 > UInt8(ascii: "Z") } ? request.method.uppercased() : request.method
        path = Self.canonicalPath(request.path)
        query = Self.canonicalQuery(request.query)
        headers = []
        headers.reserveCapacity(request.headers.count)
        for (name, value) in request.headers {
            let header = Header(name: SignableRequest.lowercased(name), value: value.trimmed)
            guard names?.contains(header.name) != false, !header.name.utf8.contains(UInt8(ascii: "_")) else { continue }
            // Of several with one name the last one counts.
            if let index = headers.firstIndex(where: { $0.name == header.name }) {
                headers[index] = header
            } else {
                headers.append(header)
            }
        }
        headers.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        // With no body there is nothing to leave unsigned: the SDKs then hash nothing, whatever the header says.
        let stated = request.body.isEmpty ? nil : request[header: "x-sdk-content-sha256"]
        payloadHash = stated ?? (request.body.isEmpty ? Self.emptyHash : Self.hash(request.body))
    }

    /// The names of the signed headers, as the canonical request and the Authorization header list them.
    package var signedHeaders: String {
        headers.map(\.name).joined(separator: ";")
    }

    /// What is hashed into the string to sign.
    package var text: String {
        text(listing: signedHeaders)
    }

    /// The same for the one who has put the list together already: every request is signed.
    func text(listing signedHeaders: String) -> String {
        var text = ""
        text.reserveCapacity(512)
        for part in [method, path, query] {
            text += part
            text += "\n"
        }
        for header in headers {
            text += header.name
            text += ":"
            text += header.value
            text += "\n"
        }
        text += "\n"
        text += signedHeaders
        text += "\n"
        text += payloadHash
        return text
    }

    package var description: String { "canonical request" }

    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The SHA-256 of some bytes in lower-case hexadecimal.
    static func hash(_ bytes: some DataProtocol) -> String {
        hexadecimal(SHA256.hash(data: bytes))
    }

    /// The same of a text's UTF-8.
    static func hash(_ text: String) -> String {
        var text = text
        return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
    }

    static func hexadecimal(_ bytes: some ContiguousBytes) -> String {
        bytes.withUnsafeBytes { HexadecimalText.text($0) }
    }

    private static func canonicalPath(_ path: String) -> String {
        // What nothing needs to be encoded in is spelled canonically already.
        if path.utf8.allSatisfy({ $0 == UInt8(ascii: "/") || PercentEncoding.isUnreserved($0) }) {
            return path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
        }
        let segments = PercentEncoding.decode(path)
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { PercentEncoding.encode($0) }
        let path = segments.joined(separator: "/")
        return path.hasSuffix("/") ? path : path + "/"
    }

    private static func canonicalQuery(_ pairs: [SignableRequest.Pair]) -> String {
        guard !pairs.isEmpty else { return "" }
        // Sorted before they are encoded. UTF-8 sorts like the code points do; Swift's strings do not.
        return pairs.map { (name: Array($0.name.utf8), value: Array($0.value.utf8)) }
            .sorted { left, right in
                left.name == right.name
                    ? left.value.lexicographicallyPrecedes(right.value)
                    : left.name.lexicographicallyPrecedes(right.name)
            }
            .map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
            .joined(separator: "&")
    }
}
