import HTTPTypes

extension HTTPField.Name {
    /// Where the identity service answers with the token.
    static let subjectToken = wellFormed("X-Subject-Token")

    /// The token of the metadata service.
    static let metadataToken = wellFormed("X-Metadata-Token")

    /// How many seconds a token of the metadata service is to live.
    static let metadataTokenLifetime = wellFormed("X-Metadata-Token-Ttl-Seconds")
}
