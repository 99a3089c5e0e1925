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
        let signedHeaders = canonical.signedHeaders
        // Put together without arrays and interpolation, which take longer than the hashes do.
        var stringToSign = algorithm.name + "\n" + dateText + "\n"
        if let scope { stringToSign += scope + "\n" }
        stringToSign += CanonicalRequest.hash(canonical.text(listing: signedHeaders))
        let signature = stringToSign.withUTF8 { bytes in
            HMAC<SHA256>.authenticationCode(
                for: UnsafeRawBufferPointer(bytes),
                using: signingKey(key, scope: scope)
            )
        }
        var authorization = algorithm.name + (scope == nil ? " Access=" : " Credential=") + key.id
        if let scope { authorization += "/" + scope }
        authorization += ", SignedHeaders="
        authorization += signedHeaders
        authorization += ", Signature="
        authorization += CanonicalRequest.hexadecimal(signature)
        return RequestSignature(
            canonicalRequest: canonical,
            stringToSign: stringToSign,
            authorization: authorization,
            request: completed
        )
    }

    /// What a derived key is good for: a day, a region and a service.
    private func scope(date: String) -> String? {
        guard case .derivedHMACSHA256(let region, let service) = algorithm else { return nil }
        return "\(date.prefix(8))/\(region)/\(service)"
    }

    private func signingKey(_ key: AccessKey, scope: String?) -> SymmetricKey {
        guard let scope else { return key.signingKey }
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key.signingKey,
            salt: Data(key.id.utf8),
            info: Data(scope.utf8),
            outputByteCount: SHA256.byteCount
        )
        // The key is not what HKDF gives but its spelling in lower-case hexadecimal.
        return SymmetricKey(data: Data(derived.withUnsafeBytes { CanonicalRequest.hexadecimal($0) }.utf8))
    }
}
