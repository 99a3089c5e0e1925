/// What a plugin can contribute beside modules; the names are those that plugins and their authors use.
public enum PluginSlot: String, Sendable, CaseIterable {
    case inventory, credentials, policy, event, before, after
    case secretStore = "secret_store"

    /// What operators are told of it.
    public var title: String {
        switch self {
        case .inventory: "inventory: tells which servers there are"
        case .credentials: "credentials: says who we are to the cloud"
        case .policy: "policy: judges each new password"
        case .event: "event sink: hears all that happens"
        case .before: "hook: asked before an operation, and may forbid it"
        case .after: "hook: told of each operation afterwards"
        case .secretStore: "secret store: can keep passwords in place of the vault"
        }
    }

    /// Whether nothing else could stand in for a plugin that has it.
    var isIndispensable: Bool { self == .credentials || self == .policy || self == .secretStore }
}
