/// What extends Latchkey: everything a runbook can call arrives through it, the built-in functions too.
///
/// A plugin holds what its functions need and hands out declarations. Making one must do no input or output.
public protocol Plugin: Sendable {
    /// Who this is.
    var manifest: PluginManifest { get }

    /// The modules it adds.
    var modules: [HostModule] { get }
}
