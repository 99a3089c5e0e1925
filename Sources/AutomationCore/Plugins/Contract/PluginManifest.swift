/// Who a plugin is, as the operator sees it.
public struct PluginManifest: Sendable, Equatable {
    /// The plugin's name, in lower case: letters, digits, `-` and `_`, with a letter first.
    public var name: String
    /// The plugin's own version.
    public var version: String
    /// The version of the plugin contract that it was made for.
    public var contractVersion: Int
    /// What it is for, in one line.
    public var summary: String
    /// What can be set. An option of the type `secret` is one that is never shown.
    public var options: [Parameter]
    /// What it asks to be allowed. Nothing of it is implied: the operator grants it, or the plugin is not used.
    public var permissions: Grants

    /// The contract's version in this release.
    public static let currentContractVersion = 1

    /// Describes a plugin.
    public init(
        name: String,
        version: String,
        contractVersion: Int = PluginManifest.currentContractVersion,
        summary: String,
        options: [Parameter] = [],
        permissions: Grants = Grants()
    ) {
        self.name = name
        self.version = version
        self.contractVersion = contractVersion
        self.summary = summary
        self.options = options
        self.permissions = permissions
    }
}
