/// Why the gateway lets a signed request not in, in its words.
///
/// Source: API Request Signing Guide, "Common errors related to IAM authentication information"; the texts of
/// `expired` and `different` from issues of the published SDKs (huaweicloud-sdk-java-v3#44, -nodejs-v3#2). How the
/// gateway words a malformed header is not known.
enum SignatureRefusal: Sendable, Equatable {
    case malformedHeader
    case unknownKey(String)
    case lockedKey
    case unreadableToken
    case expired(signatureTime: String, serverTime: String)
    case different(canonicalText: String)

    var message: String {
        "Incorrect IAM authentication information: " + detail
    }

    private var detail: String {
        switch self {
        case .malformedHeader: "invalid authorization header"
        case .unknownKey(let id): "Get secretKey failed,ak:\(id),err:ak not exist"
        case .lockedKey: "AK access failed to reach the limit,forbidden."
        case .unreadableToken: "decrypt token fail"
        case .expired(let signatureTime, let serverTime):
            "calc aksk signature fail:signature expired, signature time:\(signatureTime),server time:\(serverTime)"
        case .different(let text):
            "verify aksk signature fail, canonicalRequest:\(text.replacing("\n", with: "|"))"
        }
    }
}
