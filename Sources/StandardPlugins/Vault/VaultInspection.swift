/// What became of looking at everything in a vault.
public struct VaultInspection: Sendable {
    /// Something that is not as it should be.
    public struct Finding: Sendable {
        /// The server's id; nil for what is not a server's.
        public var server: String?
        /// What is wrong, or was.
        public var message: String
        /// What to do about it.
        public var hint: String?
        /// Whether it is in order again.
        public var isMended: Bool
    }

    /// How many servers something is stored for.
    public var servers = 0
    /// How many passwords are stored.
    public var secrets = 0
    /// How many of them were decrypted.
    public var opened = 0
    /// What is not as it should be.
    public var findings: [Finding] = []

    /// Whether anything is wrong still.
    public var isDamaged: Bool { findings.contains { !$0.isMended } }
}
