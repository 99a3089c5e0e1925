/// What a vault holds, without the passwords: also where not everything in it can be read.
public struct VaultContents: Sendable {
    /// A record, or a password's file, that is no good.
    public struct Unreadable: Sendable {
        /// The server's id. Its name is in the record alone.
        public let id: String
        /// What is wrong.
        public let reason: String
        /// What to do about it.
        public let hint: String?
    }

    /// The servers that can be told of, by id.
    public internal(set) var servers: [VaultServer] = []
    /// The others, whose records are no good.
    public internal(set) var unreadable: [Unreadable] = []

    /// Whether anything is wrong that concerns a password in use.
    public var isDamaged: Bool { !unreadable.isEmpty || servers.contains { !$0.lost.isEmpty || $0.isInDoubt } }
}
