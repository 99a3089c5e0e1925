/// `{"new_password":"...","dry_run":false,"servers":[{"id":"..."}]}`.
struct BatchResetBody: Decodable {
    /// May be missing when nothing is to be done.
    var newPassword: String?
    /// Whether the request is only to be checked.
    var isDryRun: Bool?
    /// The servers.
    var servers: [Reference]

    struct Reference: Decodable {
        var id: String
    }

    enum CodingKeys: String, CodingKey {
        case newPassword = "new_password"
        case isDryRun = "dry_run"
        case servers
    }
}
