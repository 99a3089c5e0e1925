public import AutomationCore

/// `vault`: puts passwords where they are safe.
public struct VaultPlugin: Plugin {
    private let store: any SecretStore

    /// Makes the plugin for a secret store.
    public init(store: any SecretStore) {
        self.store = store
    }

    public var manifest: PluginManifest {
        PluginManifest(
            name: "vault",
            version: StandardPlugins.version,
            summary: "Stores passwords and gives them back."
        )
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "vault",
                summary: "Where passwords are safe.",
                functions: [put, get, has],
                objectTypes: [Secret.objectType, Server.objectType]
            )
        ]
    }

    private var put: HostFunction {
        HostFunction(
            "put",
            summary: "Stores a server's current password; returns when it is on the disk and was read back.",
            parameters: [
                PasswordPlugin.serverParameter, Parameter("secret", .secret, "the password"),
            ],
            errors: [.secretStore],
            effect: .idempotent,
            body: .suspending { [store] call in
                let server: Server = try call.required("server")
                let secret: Secret = try call.required("secret")
                guard !secret.isEmpty else {
                    throw AutomationError(.argument, "the password is empty", server: server.label)
                }
                // Torn in the middle it would be on the disk, or not; nobody could tell.
                try await call.context.world.finishing {
                    do { try await store.put(secret, for: server) } catch let error as AutomationError {
                        throw error.named("vault.put")
                    }
                }
                call.context.events.receive(.step(server: server, what: "password stored"))
                return .none
            }
        )
    }

    private var get: HostFunction {
        HostFunction(
            "get",
            summary: "Gets the server's current password, or nil when none is stored; a vault needs its identity.",
            parameters: [PasswordPlugin.serverParameter],
            returns: .init(.optional(.secret), "the password, or nil"),
            errors: [.secretStore],
            effect: .read,
            body: .suspending { [store] call in
                do {
                    return try await store.password(of: call.required("server")).map { .object($0) } ?? .none
                } catch let error as AutomationError {
                    throw error.named("vault.get")
                }
            }
        )
    }

    private var has: HostFunction {
        HostFunction(
            "has",
            summary: "Tells whether a current password is stored for the server.",
            parameters: [PasswordPlugin.serverParameter],
            returns: .init(.boolean, "true when there is one"),
            errors: [.secretStore],
            effect: .read,
            body: .suspending { [store] call in
                do {
                    return .boolean(try await store.record(for: call.required("server"))?.current != nil)
                } catch let error as AutomationError {
                    throw error.named("vault.has")
                }
            }
        )
    }
}
