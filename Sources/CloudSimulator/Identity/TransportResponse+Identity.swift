import AutomationCore

extension TransportResponse {
    /// An error in the shape of IAM and Keystone, whose code is the status once more, as a number.
    ///
    /// Source: IAM API reference, "Obtaining a User Token Through Password Authentication".
    static func identityError(_ status: Int, _ title: String, _ message: String) -> TransportResponse {
        .json(status, ["error": ["code": .number(status), "message": .string(message), "title": .string(title)]])
    }

    /// The body is not what the identity service expects.
    static let invalidIdentityRequest = identityError(400, "Bad Request", "The request body is invalid")

    /// There is no token, or none that counts; Keystone says no more than that about most that goes wrong.
    static let identityUnauthorized = identityError(
        401,
        "Unauthorized",
        "The request you have made requires authentication."
    )
}
