public import AutomationCore

/// How a password is reset.
public struct ResetOptions: Sendable {
    /// The new password; nil to generate one.
    public var password: Secret?
    /// The administrator's name, which must not be in the password; nil for the usual ones.
    public var userName: String?
    /// The API to call; nil for the service's own.
    public var api: CloudAPI?
    /// Whether to store the password. Without, the caller alone has it; only when something goes wrong that would lose
    /// a generated one, it is stored as pending all the same.
    public var isEscrowed = true
    /// Whether the cloud checks the password's complexity too. Only the current API can.
    public var isChecked = true
    /// Whether to send the reset without asking before whether the server can take it.
    public var skipsFlag = false
    /// How to restart the server afterwards, so that the password takes effect; nil to leave it alone.
    public var restart: PowerMode?
    /// How long that restart may take, in cloud time.
    public var restartLimit = ServerService.powerLimit
    /// Tries the password on the restarted server, which alone can tell whether the guest has applied it; nil when
    /// nobody can.
    public var probe: (@Sendable (Server, Secret) async throws -> Bool)?

    /// The usual: a generated password, stored, checked, without a restart.
    public init(password: Secret? = nil, userName: String? = nil, api: CloudAPI? = nil) {
        self.password = password
        self.userName = userName
        self.api = api
    }
}
