/// Which of a server's pending passwords is meant: two processes may reset the same server, and each must promote or
/// withdraw its own.
public struct PendingPassword: RawRepresentable, Sendable, Hashable, Codable {
    /// A text without meaning that the store has given it, and that can be kept between runs.
    public let rawValue: String

    /// Names a pending password by the text that the store gave it.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}
