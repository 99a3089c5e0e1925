public import Foundation

/// What the cloud says about a server, as far as Latchkey has a use for it.
///
/// `user_data` is left out on purpose: it can hold a password hash.
public struct ServerDetail: Sendable, Hashable {
    /// `ACTIVE`, `SHUTOFF`, `BUILD`, `ERROR`, ...: upper case, as the cloud spells it.
    public var status: String
    /// When the server last started from its image; nil while it has not.
    public var launchedAt: Date?
    /// `Windows` or `Linux`, when the cloud says so.
    public var osType: String?
    /// The key pair that the server was made with; nil when it was made with a password.
    public var keyName: String?

    /// Puts a detail together.
    public init(status: String, launchedAt: Date?, osType: String?, keyName: String?) {
        self.status = status
        self.launchedAt = launchedAt
        self.osType = osType
        self.keyName = keyName
    }
}
