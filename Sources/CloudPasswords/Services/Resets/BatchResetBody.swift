import AutomationCore
import Foundation

/// The body of os-reset-passwords.
struct BatchResetBody: Encodable {
    private struct Reference: Encodable { var id: String }

    private var newPassword: String
    private var isDryRun: Bool
    private var servers: [Reference]

    private enum CodingKeys: String, CodingKey {
        case newPassword = "new_password"
        case isDryRun = "dry_run"
        case servers
    }

    /// The body in JSON. The password must be in it, and nobody shows a request's body.
    static func encoded(_ password: Secret, for servers: [Server], isDryRun: Bool) -> [UInt8] {
        password.withExposedText { text in
            let body = BatchResetBody(
                newPassword: text,
                isDryRun: isDryRun,
                servers: servers.map { Reference(id: $0.id) }
            )
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(body)).map(Array.init) ?? []
        }
    }
}
