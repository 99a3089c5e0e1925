import HTTPTypes

extension HTTPField.Name {
    /// Where the identity service answers with the token.
    static var subjectToken: HTTPField.Name { wellFormed("X-Subject-Token") }

    /// The token of the metadata service.
    static var metadataToken: HTTPField.Name { wellFormed("X-Metadata-Token") }

    /// How many seconds a token of the metadata service is to live.
    static var metadataTokenLifetime: HTTPField.Name { wellFormed("X-Metadata-Token-Ttl-Seconds") }
}
