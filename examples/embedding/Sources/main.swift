import AutomationCore
import LatchkeyCommandLine

/// `require "names"`: what our servers are called.
struct NamesPlugin: Plugin {
    let manifest = PluginManifest(name: "names", version: "1.0.0", summary: "What our servers are called.")

    var modules: [HostModule] {
        [HostModule(name: "names", summary: "What our servers are called.", functions: [owner])]
    }

    private var owner: HostFunction {
        HostFunction(
            "owner",
            summary: "Tells which team a server belongs to: what its name begins with.",
            parameters: [Parameter("name", .string, "the server's name")],
            returns: .init(.string, "the team"),
            effect: .read,
            body: .immediate { call in .string(String((call.string("name") ?? "").prefix { $0 != "-" })) }
        )
    }
}

await Latchkey.main(plugins: [NamesPlugin()])
