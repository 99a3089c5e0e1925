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
    /// The id of the image that the server was made from; nil when the cloud does not say.
    public var imageID: String?
    /// The id of the server's flavor, which on Huawei Cloud is its name too; nil when the cloud does not say.
    public var flavorID: String?
    /// What is being done to the server, as the cloud spells it: `rebooting`, `powering-on`, ...; nil when nothing is.
    public var taskState: String?
    /// When the cloud last saw a change, to the second.
    public var updatedAt: Date?
    /// Whether the server is locked against changes; nil when the cloud does not say.
    public var isLocked: Bool?

    /// Puts a detail together.
    public init(
        status: String,
        launchedAt: Date?,
        osType: String?,
        keyName: String?,
        imageID: String? = nil,
        flavorID: String? = nil,
        taskState: String? = nil,
        updatedAt: Date? = nil,
        isLocked: Bool? = nil
    ) {
        self.status = status
        self.launchedAt = launchedAt
        self.osType = osType
        self.keyName = keyName
        self.imageID = imageID
        self.flavorID = flavorID
        self.taskState = taskState
        self.updatedAt = updatedAt
        self.isLocked = isLocked
    }

    /// Whether a change is under way, so that the status will soon be another.
    public var isChanging: Bool {
        let passing: Set = ["BUILD", "REBUILD", "REBOOT", "HARD_REBOOT", "RESIZE", "REVERT_RESIZE", "MIGRATING"]
        return taskState != nil || passing.contains(status)
    }
}
