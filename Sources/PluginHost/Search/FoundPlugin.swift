public import AutomationCore

/// A plugin that was found on the disk, not loaded yet.
public struct FoundPlugin: Sendable, Equatable {
    /// What it is written in.
    public enum Kind: String, Sendable {
        /// A folder with `plugin.lua`.
        case lua
        /// A folder with `plugin.json`, which names the program.
        case process
    }

    /// The name of its folder, which must be its own.
    public var name: String
    /// Its folder: an absolute path.
    public var path: String
    /// What it is written in.
    public var kind: Kind
    /// The SHA-256 of its files; empty when they cannot all be looked at.
    public var hash: String
    /// Why they cannot; such a plugin cannot be accepted.
    public var problem: AutomationError?
    /// Whether the operator has named its folder for this run alone, which stands for accepting it as it is.
    public var isNamed: Bool
}
