import AutomationCore
import CloudPasswords

/// New passwords: made, checked, set.
extension PasswordPlugin {
    var reset: HostFunction {
        HostFunction(
            "reset",
            summary: "Resets the server's password, stored as pending first; it takes effect at the next restart.",
            parameters: [
                Self.serverParameter,
                Parameter("password", .optional(.secret), "the new password; one is generated when it is left out"),
            ],
            options: [
                Parameter("escrow", .boolean, "store the password before it is sent", default: "true"),
                Self.userOption, Self.apiOption,
            ],
            returns: .init(.secret, "the new password"),
            errors: [.policy, .secretStore, .unsupported] + Self.requestErrors,
            effect: .once,
            body: .suspending { [cloud] call in
                let service = try cloud.service(for: call)
                let password = try await service.reset(
                    call.required("server"),
                    to: call.object("password"),
                    userName: call.string("user"),
                    api: call.api,
                    escrow: call.boolean("escrow") ?? true
                )
                return .object(password)
            }
        )
    }

    var checkFlag: HostFunction {
        HostFunction(
            "check_flag",
            summary: "Tells whether the server's password can be reset: whether the reset plug-in has run in it.",
            parameters: [Self.serverParameter],
            options: [Self.apiOption],
            returns: .init(.boolean, "true when it can"),
            errors: [.unsupported] + Self.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                .boolean(try await cloud.service(for: call).canReset(call.required("server"), api: call.api))
            }
        )
    }

    var validate: HostFunction {
        HostFunction(
            "validate",
            summary: "Checks a password against the rules of the API; raises with every rule that it breaks.",
            parameters: [Parameter("password", .secret, "the password")],
            options: [Self.userOption, Self.apiOption],
            returns: .init(.boolean, "true"),
            errors: [.policy],
            effect: .read,
            body: .immediate { [cloud] call in
                do throws(AutomationError) {
                    guard let password = call.object("password", as: Secret.self) else { return .boolean(false) }
                    try Self.rules(call, cloud).validate(password, userName: call.string("user"))
                    return .boolean(true)
                } catch {
                    throw error.named("password.validate")
                }
            }
        )
    }

    var generate: HostFunction {
        HostFunction(
            "generate",
            summary: "Makes a random password that keeps the rules of the API.",
            options: [
                Parameter("length", .integer, "how many characters", default: "20"), Self.userOption, Self.apiOption,
            ],
            returns: .init(.secret, "the password"),
            errors: [.policy],
            effect: .read,
            body: .immediate { [cloud] call in
                let generator = PasswordGenerator(
                    rules: Self.rules(call, cloud),
                    randomness: call.context.world.randomness
                )
                do throws(AutomationError) {
                    return .object(
                        try generator.generate(
                            length: call.integer("length") ?? PasswordGenerator.defaultLength,
                            userName: call.string("user")
                        )
                    )
                } catch {
                    throw error.named("password.generate")
                }
            }
        )
    }

    /// The rules of the API that the call asks for, or the run's. They need no cloud, so a run without one has the
    /// current API's.
    private static func rules(_ call: HostCall, _ cloud: CloudSession) -> PasswordRules {
        .rules(of: call.api ?? cloud.defaultAPI)
    }
}

extension AutomationError {
    /// The same error, naming the operation where it does not yet.
    func named(_ operation: String) -> AutomationError {
        var error = self
        error.operation = error.operation ?? operation
        return error
    }
}
