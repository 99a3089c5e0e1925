public import AutomationCore

/// A plugin as a run uses it: who it is, and its modules, with everything behind them ready.
public struct ProvisionedPlugin: Plugin {
    public let manifest: PluginManifest
    public let modules: [HostModule]

    init(_ member: ActivePlugins.Member) {
        manifest = member.manifest
        modules = member.service.modules
    }
}
