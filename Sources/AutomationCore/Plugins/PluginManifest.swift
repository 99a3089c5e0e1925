/// Who a plugin is, as the operator sees it.
public struct PluginManifest: Sendable, Equatable {
    /// The plugin's name, in lower case.
    public var name: String
    /// The plugin's own version.
    public var version: String
    /// The version of the plugin contract that it was made for.
    public var contractVersion: Int
    /// What it is for, in one line.
    public var summary: String

    /// The contract's version in this release.
    public static let currentContractVersion = 1

    /// Describes a plugin.
    public init(
        name: String,
        version: String,
        contractVersion: Int = PluginManifest.currentContractVersion,
        summary: String
    ) {
        self.name = name
        self.version = version
        self.contractVersion = contractVersion
        self.summary = summary
    }
}
