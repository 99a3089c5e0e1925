/// A signature with everything that led to it, so that each step can be checked against published answers.
package struct RequestSignature: Sendable, CustomStringConvertible, CustomReflectable {
    /// The request in its canonical spelling.
    package let canonicalRequest: CanonicalRequest
    /// Algorithm, date, scope where the key is derived, and the hash of the canonical request.
    package let stringToSign: String
    /// The value of the Authorization header.
    package let authorization: String
    /// The request with the headers that signing added, but for Authorization.
    package let request: SignableRequest

    package var description: String { "request signature" }

    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
