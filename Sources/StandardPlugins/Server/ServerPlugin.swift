public import AutomationCore
import CloudPasswords

/// `server`: what the cloud says about servers, and their power.
public struct ServerPlugin: Plugin {
    let cloud: CloudSession

    /// Makes the plugin for a cloud.
    public init(cloud: CloudSession) {
        self.cloud = cloud
    }

    public var manifest: PluginManifest {
        PluginManifest(
            name: "server",
            version: StandardPlugins.version,
            summary: "Finds servers, asks the cloud about them, starts and stops them."
        )
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "server",
                summary: "What the cloud says about servers, and their power.",
                functions: [get, list, find, start, stop, reboot, restart, waitFor],
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

    private var list: HostFunction {
        HostFunction(
            "list",
            summary: "Lists the project's servers, all of them or those that fit everything that is given.",
            options: [
                Parameter("name", .optional(.string), "the whole name, letter for letter"),
                Parameter("name_contains", .optional(.string), "a part of the name, letter for letter"),
                Parameter("status", .optional(.string), "the status: ACTIVE, SHUTOFF, ..."),
                Parameter("image", .optional(.string), "the id of the image that they were made from"),
                Parameter("flavor", .optional(.string), "the id of their flavor"),
                Parameter("key_name", .optional(.string), "the key pair that they were made with"),
                PasswordPlugin.apiOption,
            ],
            returns: .init(.list(.server), "the servers, with all their fields"),
            errors: PasswordPlugin.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                let filter = ServerFilter(
                    name: call.string("name"),
                    namePart: call.string("name_contains"),
                    status: call.string("status"),
                    imageID: call.string("image"),
                    flavorID: call.string("flavor"),
                    keyName: call.string("key_name")
                )
                let servers = try await cloud.service(for: call).servers.servers(matching: filter, api: call.api)
                return .list(servers.map { .object($0) })
            }
        )
    }

    private var find: HostFunction {
        HostFunction(
            "find",
            summary: "Finds the one server with this id or this exact name.",
            parameters: [Parameter("name", .string, "the id, or the name letter for letter")],
            options: [PasswordPlugin.apiOption],
            returns: .init(.server, "the server, with all its fields"),
            errors: PasswordPlugin.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                let name = call.string("name") ?? ""
                let servers = try cloud.service(for: call).servers
                return .object(try await servers.find(name, api: call.api, verifying: true))
            }
        )
    }
}
