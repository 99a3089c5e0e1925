import AutomationCore
import LuaRuntime

/// What the table says that a `plugin.lua` has returned.
struct LuaPluginDefinition: Sendable {
    /// A function that the plugin's life or one of its slots needs.
    enum Part: String, CaseIterable {
        case provision, validate, cleanup
        case inventory, credentials, policy, event, before, after
        case readSecret = "secret_store.read"
        case writeSecret = "secret_store.write"

        /// The slot that it fills; nil when it is a part of the plugin's life.
        var slot: PluginSlot? {
            switch self {
            case .provision, .validate, .cleanup: nil
            case .inventory: .inventory
            case .credentials: .credentials
            case .policy: .policy
            case .event: .event
            case .before: .before
            case .after: .after
            case .readSecret, .writeSecret: .secretStore
            }
        }
    }

    /// Who it is.
    let manifest: PluginManifest
    /// What stands in for options that are left out.
    let standIns: [String: Value]
    /// What it adds for `require`.
    let modules: [LuaPluginModule]
    /// Its functions.
    let functions: [Part: LuaFunction]

    /// What it says, in one text: the same whenever the file is read, unless it depends on something else.
    var outline: String {
        let parts = functions.keys.map(\.rawValue).sorted()
        let calls = modules.flatMap { module in module.functions.map { "\(module.name).\($0.declaration.name)" } }
        return "\(manifest) \(parts) \(calls)"
    }
}
