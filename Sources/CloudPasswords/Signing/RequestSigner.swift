import AutomationCore
import Crypto
package import Foundation

/// Signs requests with an access key. Everything it does follows from its arguments.
///
/// Source: API Request Signing Guide, "Calculating a signature", and the signers of the published SDKs.
package struct RequestSigner: Sendable {
    /// How it signs.
    package let algorithm: SigningAlgorithm

    /// Makes a signer.
    package init(algorithm: SigningAlgorithm = .hmacSHA256) {
        self.algorithm = algorithm
    }

    /// Signs a request in parts, and shows its work.
    ///
    /// - Parameters:
    ///   - date: becomes the header X-Sdk-Date in place of any that is there: a signature is good for 15 minutes only,
    ///     so that an old one must not be sent again.
    ///   - names: the headers to sign, in lower case; nil for all.
    package func signature(
        of request: SignableRequest,
        with key: AccessKey,
        at date: Date,
        signing names: Set<String>? = nil
    ) -> RequestSignature {
        let dateText = SigningDate.format(date)
        let completed = request.completed(date: dateText)
        let canonical = CanonicalRequest(completed, signing: names)
        let scope = scope(date: dateText)
        let stringToSign =
            ([algorithm.name, dateText] + (scope.map { [$0] } ?? []) + [
                CanonicalRequest.hash(Data(canonical.text.utf8))
            ]).joined(separator: "\n")
        let signature = HMAC<SHA256>.authenticationCode(
            for: Data(stringToSign.utf8),
            using: signingKey(key, scope: scope)
        )
        let identity = scope.map { "Credential=\(key.id)/\($0)" } ?? "Access=\(key.id)"
        return RequestSignature(
            canonicalRequest: canonical,
            stringToSign: stringToSign,
            authorization: "\(algorithm.name) \(identity), SignedHeaders=\(canonical.signedHeaders), "
                + "Signature=\(CanonicalRequest.hexadecimal(signature))",
            request: completed
        )
    }

    /// What a derived key is good for: a day, a region and a service.
    private func scope(date: String) -> String? {
        guard case .derivedHMACSHA256(let region, let service) = algorithm else { return nil }
        return "\(date.prefix(8))/\(region)/\(service)"
    }

    private func signingKey(_ key: AccessKey, scope: String?) -> SymmetricKey {
        let secret = SymmetricKey(data: key.secret.withExposedText { Data($0.utf8) })
        guard let scope else { return secret }
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret,
            salt: Data(key.id.utf8),
            info: Data(scope.utf8),
            outputByteCount: SHA256.byteCount
        )
        // The key is not what HKDF gives but its spelling in lower-case hexadecimal.
        return SymmetricKey(data: Data(derived.withUnsafeBytes { CanonicalRequest.hexadecimal($0) }.utf8))
    }
}
