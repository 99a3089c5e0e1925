import AutomationCore
import Foundation

/// The body of os-reset-password.
struct ResetBody: Encodable {
    private struct Reset: Encodable {
        var newPassword: String
        /// Only the current API knows the field; with it the cloud checks the password once more.
        var isCheckPassword: Bool?

        enum CodingKeys: String, CodingKey {
            case newPassword = "new_password"
            case isCheckPassword = "is_check_password"
        }
    }

    private var reset: Reset

    private enum CodingKeys: String, CodingKey { case reset = "reset-password" }

    /// The body in JSON. The password must be in it, and nobody shows a request's body.
    static func encoded(_ password: Secret, isChecked: Bool, for api: CloudAPI) -> [UInt8] {
        password.withExposedText { text in
            let body = ResetBody(reset: Reset(newPassword: text, isCheckPassword: api == .v1 ? isChecked : nil))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(body)).map(Array.init) ?? []
        }
    }
}
