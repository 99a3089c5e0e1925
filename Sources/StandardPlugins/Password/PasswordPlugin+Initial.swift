import AutomationCore
import CloudPasswords

/// The initial password: injected, sealed, once.
extension PasswordPlugin {
    var get: HostFunction {
        HostFunction(
            "get",
            summary: "Gets the server's sealed initial password, or nil when there is none (yet, or any more).",
            parameters: [Self.serverParameter],
            options: [Self.apiOption],
            returns: .init(.optional(.object(SealedPassword.objectType.name)), "the sealed password, or nil"),
            errors: Self.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                let sealed = try await cloud.service(for: call).sealedPassword(
                    of: call.required("server"),
                    api: call.api
                )
                return sealed.map { .object($0) } ?? .none
            }
        )
    }

    var wait: HostFunction {
        HostFunction(
            "wait",
            summary: "Waits until the cloud has injected the server's initial password, and gets it, sealed.",
            parameters: [Self.serverParameter],
            options: [
                Parameter("timeout", .duration, "how long to wait at the most", default: "15m"), Self.apiOption,
            ],
            returns: .init(.object(SealedPassword.objectType.name), "the sealed password"),
            errors: Self.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                let sealed = try await cloud.service(for: call).waitForSealedPassword(
                    of: call.required("server"),
                    api: call.api,
                    timeout: call.duration("timeout") ?? .seconds(15 * 60)
                )
                return .object(sealed)
            }
        )
    }

    var decrypt: HostFunction {
        HostFunction(
            "decrypt",
            summary: "Opens a sealed password with the private key of the server's key pair.",
            parameters: [
                Parameter("sealed", .object(SealedPassword.objectType.name), "what get or wait gave"),
                Parameter("key", .object(PrivateKey.objectType.name), "the key pair's private key, from key.load"),
            ],
            options: [
                Parameter(
                    "check_key",
                    .boolean,
                    "compare the key with the server's key pair first, where permitted",
                    default: "true"
                ),
                Self.apiOption,
            ],
            returns: .init(.secret, "the password"),
            errors: [.decryption],
            effect: .read,
            body: .suspending { [cloud] call in
                let sealed: SealedPassword = try call.required("sealed")
                let key: PrivateKey = try call.required("key")
                if let service = try? cloud.service(for: call) {
                    let checking = call.boolean("check_key") ?? true
                    return .object(try await service.open(sealed, with: key, checking: checking, api: call.api))
                }
                // Opening needs no cloud; only comparing does.
                do throws(AutomationError) {
                    return .object(try sealed.open(with: key))
                } catch {
                    var error = error.named("password.decrypt")
                    error.server = error.server ?? sealed.server?.label
                    throw error
                }
            }
        )
    }

    var clear: HostFunction {
        HostFunction(
            "clear",
            summary: "Clears the cloud's record of the initial password; refused unless the vault holds that password.",
            parameters: [Self.serverParameter],
            options: [
                Parameter("unsaved", .boolean, "clear even though nobody has saved it", default: "false"),
                Self.apiOption,
            ],
            returns: .init(.boolean, "whether there was anything to clear"),
            errors: [.secretStore] + Self.requestErrors,
            effect: .idempotent,
            body: .suspending { [cloud] call in
                let service = try cloud.service(for: call)
                let unsaved = call.boolean("unsaved") ?? false
                return .boolean(try await service.clear(call.required("server"), api: call.api, unsaved: unsaved))
            }
        )
    }
}
