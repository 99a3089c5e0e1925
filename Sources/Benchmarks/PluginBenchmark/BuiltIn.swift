import AutomationCore

/// A built-in plugin whose functions may wait and do not.
struct BuiltIn: Plugin {
    let modules: [HostModule]

    var manifest: PluginManifest { PluginManifest(name: "built", version: "1", summary: "Built in.") }

    static let ownModules = [
        HostModule(
            name: "built",
            summary: "Gives back what it gets.",
            functions: [
                HostFunction(
                    "echo",
                    summary: "Gives back a number.",
                    parameters: [Parameter("number", .integer, "any")],
                    returns: .init(.integer, "the same"),
                    effect: .read,
                    body: .suspending { call in call.value("number") }
                ),
                HostFunction(
                    "shout",
                    summary: "Gives back a text.",
                    parameters: [Parameter("text", .string, "any")],
                    options: [Parameter("times", .integer, "how often", default: "1")],
                    returns: .init(.string, "the same"),
                    effect: .read,
                    body: .suspending { call in call.value("text") }
                ),
            ]
        )
    ]
}
