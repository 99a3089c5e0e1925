import HTTPTypes

extension HTTPField.Name {
    /// When the request was signed.
    static var sdkDate: HTTPField.Name { wellFormed("X-Sdk-Date") }

    /// The hash of the body, or that it is not signed.
    static var sdkContentSHA256: HTTPField.Name { wellFormed("X-Sdk-Content-Sha256") }

    /// The project that the request is about.
    static var projectID: HTTPField.Name { wellFormed("X-Project-Id") }

    /// What makes a temporary access key valid.
    static var securityToken: HTTPField.Name { wellFormed("X-Security-Token") }
}
