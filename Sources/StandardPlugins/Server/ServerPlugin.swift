public import AutomationCore
import CloudPasswords

/// `server`: what the cloud says about servers.
public struct ServerPlugin: Plugin {
    private let cloud: CloudSession

    /// Makes the plugin for a cloud.
    public init(cloud: CloudSession) {
        self.cloud = cloud
    }

    public var manifest: PluginManifest {
        PluginManifest(name: "server", version: StandardPlugins.version, summary: "Asks the cloud about servers.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "server",
                summary: "What the cloud says about servers.",
                functions: [get],
                objectTypes: [Server.objectType]
            )
        ]
    }

    private var get: HostFunction {
        HostFunction(
            "get",
            summary: "Asks the cloud about a server: name, status, system, key pair, launch.",
            parameters: [PasswordPlugin.serverParameter],
            options: [PasswordPlugin.apiOption],
            returns: .init(.server, "the server, with all its fields"),
            errors: PasswordPlugin.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                .object(try await cloud.service(for: call).detail(of: call.required("server"), api: call.api))
            }
        )
    }
}
