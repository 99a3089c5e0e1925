/// What the operator lets scripts and plugins reach beside the cloud and the vault. Nothing is implied: a run without
/// grants reads no file of the script's choosing, calls no other host and starts no program.
public struct Grants: Sendable, Equatable {
    /// A file or a folder with everything in it.
    public struct Path: Sendable, Equatable {
        /// An absolute path, without `.`, `..` or a link in it.
        public var path: String
        /// Whether it may be written too.
        public var isWritable: Bool

        /// Grants a path.
        public init(_ path: String, isWritable: Bool) {
            self.path = path
            self.isWritable = isWritable
        }
    }

    /// The files and folders that may be used.
    public var paths: [Path]
    /// The hosts that may be called: `cmdb.example.com`, `*.example.com`, with or without `:8443`.
    public var hosts: [String]
    /// The programs that may be started: absolute paths, or names that are looked up in `PATH`.
    public var programs: [String]
    /// Whether compiled Lua modules may be loaded.
    public var allowsNativeCode: Bool
    /// Whether a plugin may see passwords as text: a secret store and a policy have to. Runbooks are asked by
    /// ``RunContext/allowsReveal`` instead.
    public var allowsSecrets: Bool

    /// Grants nothing but what is named.
    public init(
        paths: [Path] = [],
        hosts: [String] = [],
        programs: [String] = [],
        allowsNativeCode: Bool = false,
        allowsSecrets: Bool = false
    ) {
        self.paths = paths
        self.hosts = hosts
        self.programs = programs
        self.allowsNativeCode = allowsNativeCode
        self.allowsSecrets = allowsSecrets
    }
}
