import AutomationCore

extension Credential {
    /// Makes an access key out of what was configured, and says where when it cannot be one.
    ///
    /// - Parameters:
    ///   - names: the variables or fields that hold id, secret and token: `HW_ACCESS_KEY, HW_SECRET_KEY`.
    static func accessKey(
        id: String?,
        secret: String?,
        securityToken: String?,
        names: (id: String, secret: String),
        place: String
    ) throws(AutomationError) -> AccessKey {
        guard let id, !id.isEmpty else { throw incomplete(place, has: names.secret, lacks: names.id) }
        guard let secret, !secret.isEmpty else { throw incomplete(place, has: names.id, lacks: names.secret) }
        do {
            return try AccessKey(
                id: id,
                secret: Secret(secret),
                securityToken: securityToken.flatMap { $0.isEmpty ? nil : Secret($0) }
            )
        } catch {
            var error = error
            error.message = "\(place): \(error.message)"
            throw error
        }
    }

    /// Takes a token as it was configured, and says where when it cannot be one.
    static func token(_ text: String, place: String) throws(AutomationError) -> Secret {
        // It goes into a header, where a line break would begin another one.
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AutomationError(
                .authentication,
                "\(place): the token is empty, or holds a character that cannot be in one, such as a blank",
                hint: "copy it again, without quotes or line breaks"
            )
        }
        return Secret(text)
    }

    /// The error for a source that has one half.
    static func incomplete(_ place: String, has present: String, lacks missing: String) -> AutomationError {
        AutomationError(
            .authentication,
            "\(place): \(present) is set and \(missing) is not",
            hint: "set both, or neither to leave this source out"
        )
    }
}
