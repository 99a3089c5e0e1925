import Foundation

/// KooCLI's `config.json`, as far as it is read.
///
/// Source: the struct of the same file in the Terraform provider (`huaweicloud/config/auth.go`); `authEncrypt` from
/// what `hcloud configure list` prints.
struct KooCLIConfiguration: Decodable {
    struct Keys: Decodable {
        var accessKeyId: String?
        var secretAccessKey: String?
        var securityToken: String?

        /// Whether nothing is set.
        var isEmpty: Bool { (accessKeyId ?? "").isEmpty && (secretAccessKey ?? "").isEmpty }
    }

    struct SingleSignOn: Decodable {
        var stsToken: Keys?
    }

    struct Profile: Decodable {
        var name: String
        var mode: String?
        var accessKeyId: String?
        var secretAccessKey: String?
        var securityToken: String?
        var region: String?
        var projectId: String?
        var ssoAuth: SingleSignOn?

        /// What the profile's mode keeps its keys in.
        var keys: Keys {
            if mode == "SSO" { return ssoAuth?.stsToken ?? Keys() }
            return Keys(accessKeyId: accessKeyId, secretAccessKey: secretAccessKey, securityToken: securityToken)
        }
    }

    var current: String?
    var profiles: [Profile]
    /// `true` or `false`, as text; absent in files of versions before 5.2.7, which encrypt always.
    var authEncrypt: String?

    /// Reads a file; nil when it is not one.
    init?(_ text: String) {
        guard let value = try? JSONDecoder().decode(KooCLIConfiguration.self, from: Data(text.utf8)) else { return nil }
        self = value
    }

    /// Whether the keys are encrypted. A file that does not say is judged by what it holds: ids of access keys are
    /// short and made of capitals and digits, and nothing encrypted is.
    func isEncrypted(_ keys: Keys) -> Bool {
        switch authEncrypt?.lowercased() {
        case "true": true
        case "false": false
        default: keys.accessKeyId?.wholeMatch(of: /[A-Z0-9]{10,32}/) == nil
        }
    }
}
