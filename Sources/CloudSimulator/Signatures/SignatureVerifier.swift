import AutomationCore
import Foundation

/// Checks signatures for the simulated cloud, with nothing of the client's: an oracle that shared its signer would
/// share its mistakes.
enum SignatureVerifier {
    /// Source: API Gateway reference, authentication: a signature is good for 15 minutes, before and after.
    private static let longestSkew: TimeInterval = 900

    /// The reason to refuse a request that a key is said to have signed; nil when there is none.
    static func refusal(
        of request: TransportRequest,
        signed header: SignatureHeader,
        with key: SimulatedAccessKey,
        at now: Date
    ) -> SignatureRefusal? {
        let received = ReceivedRequest(request)
        switch (key.securityToken, received.header("x-security-token")) {
        case (nil, nil): break
        // The secret of a temporary key is in its token: without it the gateway has nowhere to look.
        case (_?, nil): return .unknownKey(key.id)
        case (let token?, let text?) where token.matches(Secret(text)): break
        case (_, _?): return .unreadableToken
        }
        let text = received.canonicalText(signedHeaders: header.signedHeaders)
        // Without its date among what is signed a signature would be good for ever.
        guard let dateText = received.header("x-sdk-date"), let date = SignatureDate.date(dateText),
            header.signedHeaders.contains("x-sdk-date"),
            header.algorithm == .direct || header.scope.hasPrefix("\(dateText.prefix(8))/")
        else { return .different(canonicalText: text) }
        guard abs(now.timeIntervalSince(date)) <= longestSkew else {
            return .expired(signatureTime: dateText, serverTime: SignatureDate.text(now))
        }
        let expected = ExpectedSignature.calculate(header, date: dateText, canonicalText: text, key: key)
        return header.signature == expected ? nil : .different(canonicalText: text)
    }
}
