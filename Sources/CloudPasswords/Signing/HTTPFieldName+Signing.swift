import HTTPTypes

extension HTTPField.Name {
    /// When the request was signed.
    static let sdkDate = wellFormed("X-Sdk-Date")

    /// The hash of the body, or that it is not signed.
    static let sdkContentSHA256 = wellFormed("X-Sdk-Content-Sha256")

    /// The project that the request is about.
    static let projectID = wellFormed("X-Project-Id")

    /// What makes a temporary access key valid.
    static let securityToken = wellFormed("X-Security-Token")
}
