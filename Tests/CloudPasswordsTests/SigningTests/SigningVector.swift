import AutomationCore
import CloudPasswords
import Foundation
import Testing

/// The vectors in `Vectors/signing.json`: answers of the cloud's published SDKs and of its signing guide.
///
/// They hold throw-away keys. There are none for SM3; those in ``notImplemented`` are for what we do not implement.
struct SigningVector: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var algorithm: String
    var ak: String
    var sk: String
    var method: String
    /// The answers that were published with less detail do not tell it.
    var scheme: String?
    var host: String
    var path: String
    var query: [Parameter]
    var headers_in: [String: String]
    var body: String?
    var canonical_request: String
    var string_to_sign: String
    var authorization: String
    var headers_out: [String: String]?
    var url_sent: String?
    var only_signed_headers: [String]?
    var region: String?
    var service: String?

    var testDescription: String { name }

    /// A name with one value, or with a list of them, as the SDK takes it.
    struct Parameter: Decodable, Sendable {
        var name: String
        var values: [String]

        init(from decoder: any Decoder) throws {
            var pair = try decoder.unkeyedContainer()
            name = try pair.decode(String.self)
            if let list = try? pair.decode([String].self) {
                values = list
            } else if let text = try? pair.decode(String.self) {
                values = [text]
            } else if let truth = try? pair.decode(Bool.self) {
                values = [truth ? "true" : "false"]
            } else {
                values = [String(try pair.decode(Int.self))]
            }
        }
    }

    /// Everything in the file that is no vector of ours, by name.
    static let notImplemented: Set<String> = ["ecdsa_p256"]

    private static let file = Bundle.module.bundleURL.appending(path: "Vectors/signing.json")

    static func contents() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any] ?? [:]
    }

    static let all: [SigningVector] = {
        struct File: Decodable { var vectors: [SigningVector] }
        do {
            return try JSONDecoder().decode(File.self, from: try Data(contentsOf: file)).vectors
        } catch {
            Issue.record(error, "the vectors cannot be read")
            return []
        }
    }()

    func key() throws -> AccessKey {
        try AccessKey(id: ak, secret: Secret(sk))
    }

    func signer() throws -> RequestSigner {
        switch algorithm {
        case "SDK-HMAC-SHA256": return RequestSigner()
        case "V11-HMAC-SHA256":
            // The scope is the third line of the string to sign: 20240229/region/service.
            let scope = string_to_sign.split(separator: "\n").dropFirst(2).first?.split(separator: "/") ?? []
            let (region, service) = (try #require(scope.dropFirst().first), try #require(scope.last))
            return RequestSigner(
                algorithm: .derivedHMACSHA256(region: String(region), service: String(service))
            )
        default:
            throw UnknownAlgorithm(name: algorithm)
        }
    }

    func signature() throws -> RequestSignature {
        let date = try #require(headers_in["X-Sdk-Date"])
        return try signer().signature(
            of: SignableRequest(
                method: method,
                scheme: scheme ?? "https",
                host: host,
                path: path,
                query: query.flatMap { parameter in parameter.values.map { (parameter.name, $0) } },
                headers: headers_in.map { ($0.key, $0.value) },
                body: Array((body ?? "").utf8)
            ),
            with: try key(),
            at: try #require(SigningDate.parse(date)),
            signing: only_signed_headers.map(Set.init)
        )
    }

    struct UnknownAlgorithm: Error {
        var name: String
    }
}
