package import AutomationCore
import Foundation

/// Why a gateway refuses a signed request, read from what it says: for all reasons it has one code.
///
/// Source: API Request Signing Guide, "Common errors related to IAM authentication information"; the texts of the
/// first two from issues of the published SDKs.
package enum SignatureFailure: Sendable, Equatable {
    /// The request's date is more than 15 minutes off. Adding the correction to this machine's time mends it; nil when
    /// the gateway does not tell its time.
    case expired(correction: Duration?)
    /// The gateway calculated another signature. It tells for which canonical request, with `|` for line breaks; nil
    /// when it does not.
    case different(canonicalRequest: String?)
    /// There is no such access key; or it is a temporary one and its security token is missing.
    case unknownKey
    /// More than five requests in a row failed, so that the key is locked for five minutes.
    case lockedKey
    /// The security token cannot be read.
    case unreadableToken

    /// The codes that stand for all of this, of today's gateways and of older ones.
    package static let codes: Set<String> = ["APIGW.0301", "APIG.0301"]

    /// Reads a gateway's message; nil when it is about something else.
    package init?(message: String) {
        if message.contains("signature expired") {
            self = .expired(correction: Self.correction(in: message))
        } else if message.contains("AK access failed to reach the limit") {
            self = .lockedKey
        } else if message.firstMatch(of: /(^|[^A-Za-z])ak[ :].*not exist/) != nil
            || message.contains("Get secretKey failed")
        {
            self = .unknownKey
        } else if message.contains("decrypt token fail") {
            self = .unreadableToken
        } else if message.contains("verify aksk signature fail") {
            let echo = message.firstRange(of: "canonicalRequest:").map { String(message[$0.upperBound...]) }
            self = .different(canonicalRequest: echo)
        } else {
            return nil
        }
    }

    /// Reads an error that came through the pipeline; nil when it is about something else.
    package init?(_ error: AutomationError) {
        guard let code = error.code, Self.codes.contains(code) else { return nil }
        self.init(message: error.message)
    }

    private static func correction(in message: String) -> Duration? {
        guard let signed = message.firstMatch(of: /signature time:\s*(\d{8}T\d{6}Z)/)?.output.1,
            let served = message.firstMatch(of: /server time:\s*(\d{8}T\d{6}Z)/)?.output.1,
            let signatureTime = SigningDate.parse(signed), let serverTime = SigningDate.parse(served)
        else { return nil }
        return .seconds(serverTime.timeIntervalSince(signatureTime))
    }
}
