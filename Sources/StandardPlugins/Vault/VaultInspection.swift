/// What became of looking at everything in a vault.
public struct VaultInspection: Sendable {
    /// Something that is not as it should be.
    public struct Finding: Sendable {
        /// How bad it is.
        public enum Severity: String, Sendable {
            /// It is wrong, or a password is lost.
            case error
            /// It was wrong, and is in order again.
            case mended
            /// It is worth knowing.
            case note
        }

        /// The server's id; nil for what is not a server's.
        public var server: String?
        /// What is wrong, or was.
        public var message: String
        /// What to do about it.
        public var hint: String?
        /// How bad it is.
        public var severity: Severity
        /// Whether it is in order again.
        public var isMended: Bool { severity == .mended }
    }

    /// Whether there was an identity to open something with.
    public var hasIdentity = false
    /// How many servers something is stored for.
    public var servers = 0
    /// How many passwords are stored.
    public var secrets = 0
    /// How many of them were decrypted.
    public var opened = 0
    /// How many are encrypted for others than the identities at hand; 0 where there are none at hand.
    public var foreign = 0
    /// What is not as it should be.
    public var findings: [Finding] = []

    /// Whether anything is wrong still.
    public var isDamaged: Bool { findings.contains { $0.severity == .error } }

    mutating func add(_ place: VaultPlace?, _ problem: VaultProblem, _ severity: Finding.Severity = .error) {
        findings.append(
            Finding(server: place?.id, message: problem.reason, hint: problem.hint, severity: severity)
        )
    }
}
