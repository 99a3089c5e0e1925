/// What extends Latchkey: everything a runbook can call arrives through it, the built-in functions too.
///
/// Its life: it is made, which does no input or output; its options are checked against the manifest;
/// ``provision(_:)`` gives what it contributes; what it contributes is checked, and then used; at the end, and also
/// after a failure, it is cleaned up.
public protocol Plugin: Sendable {
    /// Who this is, what can be set, and what it asks to be allowed.
    var manifest: PluginManifest { get }

    /// The modules that it adds whatever its options are, declared without being provisioned: for documentation and
    /// for checking runbooks.
    var modules: [HostModule] { get }

    /// What it contributes beside its modules; nil where that is not known before it is provisioned.
    var slots: Set<PluginSlot>? { get }

    /// Makes ready what the plugin contributes; called once in a run.
    ///
    /// What it has begun when it throws it must have ended itself: nobody cleans up after it then.
    ///
    /// - Throws: Anything; the message names the plugin.
    func provision(_ context: PluginContext) async throws -> PluginService
}

extension Plugin {
    public var modules: [HostModule] { [] }

    public var slots: Set<PluginSlot>? { nil }

    /// Whether a run can do without it where the operator says so. Not where nobody knows what would be missing.
    package var isDispensable: Bool { slots.map { !$0.contains(where: \.isIndispensable) } ?? false }

    public func provision(_ context: PluginContext) async throws -> PluginService {
        PluginService(modules: modules)
    }
}
