/// An Authorization header that carries a signature, taken apart.
///
/// Source: API Request Signing Guide:
/// `SDK-HMAC-SHA256 Access=ID, SignedHeaders=host;x-sdk-date, Signature=...`, and
/// `V11-HMAC-SHA256 Credential=ID/20240229/region/service, SignedHeaders=..., Signature=...`.
struct SignatureHeader: Sendable {
    /// How the signature was made.
    enum Algorithm: String, Sendable {
        case direct = "SDK-HMAC-SHA256"
        case derived = "V11-HMAC-SHA256"
    }

    /// What an Authorization header holds.
    enum Reading: Sendable {
        case signature(SignatureHeader)
        /// It names one of the algorithms, and the rest makes no sense.
        case malformed
        /// It is about another sort of authentication.
        case other
    }

    let algorithm: Algorithm
    let keyID: String
    /// Day, region and service of a derived key; empty otherwise.
    let scope: String
    let signedHeaders: [String]
    let signature: String

    static func read(_ value: String) -> Reading {
        let words = value.split(separator: " ", maxSplits: 1)
        guard let word = words.first, let algorithm = Algorithm(rawValue: String(word)) else { return .other }
        guard words.count == 2 else { return .malformed }
        var fields: [Substring: Substring] = [:]
        for field in words[1].split(separator: ",") {
            let field = field.drop { $0 == " " }
            guard let equals = field.firstIndex(of: "=") else { return .malformed }
            fields[field[..<equals]] = field[field.index(after: equals)...]
        }
        guard let identity = fields[algorithm == .direct ? "Access" : "Credential"],
            let names = fields["SignedHeaders"],
            let signature = fields["Signature"], !names.isEmpty
        else { return .malformed }
        var parts = identity.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == (algorithm == .direct ? 1 : 2) else { return .malformed }
        return .signature(
            SignatureHeader(
                algorithm: algorithm,
                keyID: parts.removeFirst(),
                scope: parts.first ?? "",
                signedHeaders: names.split(separator: ";").map(String.init),
                signature: String(signature)
            )
        )
    }
}
