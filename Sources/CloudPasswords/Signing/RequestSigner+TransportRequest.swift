package import AutomationCore
package import Foundation
import HTTPTypes

extension RequestSigner {
    /// What is signed of a request when it is there: the least that is safe. Proxies add and rewrite other headers,
    /// User-Agent and Accept-Encoding among them, and one that was signed and then changed voids the signature.
    private static let signedHeaders: Set<String> = [
        "content-type", "host", "x-project-id", "x-sdk-content-sha256", "x-sdk-date", "x-security-token",
    ]

    /// The request with everything that lets the cloud know who sends it.
    ///
    /// The query is sent in its canonical spelling, so that nothing between here and there can read it in two ways.
    ///
    /// - Parameters:
    ///   - date: what the cloud's clock says now, as near as we know.
    ///   - projectID: the project that the request is about; nil when the path alone says it.
    package func sign(
        _ request: TransportRequest,
        with key: AccessKey,
        at date: Date,
        projectID: String?
    ) -> TransportRequest {
        var signed = request
        signed.head.headerFields[.projectID] = projectID
        // The token must reach the wire, and the request shows no header to anybody.
        signed.head.headerFields[.securityToken] = key.securityToken?.withExposedText { $0 }
        let signature = signature(
            of: SignableRequest(signed, only: Self.signedHeaders),
            with: key,
            at: date,
            signing: Self.signedHeaders
        )
        for name in [HTTPField.Name.sdkDate, .sdkContentSHA256] {
            signed.head.headerFields[name] = signature.request[header: name.canonicalName]
        }
        signed.head.headerFields[.authorization] = signature.authorization
        if let path = request.head.path, let end = path.utf8.firstIndex(of: UInt8(ascii: "?")) {
            let query = signature.canonicalRequest.query
            signed.head.path = path[..<end] + (query.isEmpty ? "" : "?" + query)
        }
        return signed
    }
}

extension CanonicalRequest {
    /// What was signed of a request that is signed already; nil when it is not.
    package init?(signed request: TransportRequest) {
        guard let authorization = request.head.headerFields[.authorization],
            let list = authorization.firstMatch(of: /SignedHeaders=([^,\s]*)/)?.output.1
        else { return nil }
        var signable = SignableRequest(request)
        signable = signable.completed(date: signable[header: "x-sdk-date"] ?? "")
        self.init(signable, signing: Set(list.split(separator: ";").map(String.init)))
    }
}

extension SignableRequest {
    /// Takes a request apart.
    ///
    /// - Parameter names: the headers to take, in lower case; nil for all.
    init(_ request: TransportRequest, only names: Set<String>? = nil) {
        let target = request.head.path ?? "/"
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        var headers: [Pair] = []
        for field in request.head.headerFields where names?.contains(field.name.canonicalName) != false {
            if let index = headers.firstIndex(where: { $0.name == field.name.canonicalName }) {
                headers[index].value = request.head.headerFields[field.name] ?? field.value
            } else {
                headers.append((field.name.canonicalName, field.value))
            }
        }
        self.init(
            method: request.head.method.rawValue,
            scheme: request.head.scheme ?? "https",
            host: request.head.authority ?? "",
            path: end.map { String(target[..<$0]) } ?? target,
            query: end.map { Self.pairs(in: target[target.utf8.index(after: $0)...]) } ?? [],
            headers: headers,
            body: request.body
        )
    }

    private static func pairs(in query: Substring) -> [Pair] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                String(decoding: PercentEncoding.decode(parts[0]), as: UTF8.self),
                parts.count > 1 ? String(decoding: PercentEncoding.decode(parts[1]), as: UTF8.self) : ""
            )
        }
    }
}
