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
                Parameter("check", .boolean, "let the cloud check the password too; v1 only", default: "true"),
                Parameter("skip_flag", .boolean, "do not ask first whether the server can take it", default: "false"),
                Parameter(
                    "restart",
                    .optional(.choice(PowerMode.allCases.map(\.rawValue))),
                    "start or reboot the server afterwards and wait; hard cuts the power"
                ),
                Parameter("timeout", .duration, "how long the restart may take", default: "10m"),
                Parameter("outcome", .boolean, "return a reset outcome in place of the password", default: "false"),
                Self.userOption, Self.apiOption,
            ],
            returns: .init(.secret, "the new password; with outcome = true a reset outcome, which has it and more"),
            errors: [.policy, .secretStore, .unsupported] + Self.requestErrors,
            effect: .once,
            body: .suspending { [cloud] call in
                let service = try cloud.service(for: call)
                var options = ResetOptions(
                    password: call.object("password"),
                    userName: call.string("user"),
                    api: call.api
                )
                options.isEscrowed = call.boolean("escrow") ?? true
                options.isChecked = call.boolean("check") ?? true
                options.skipsFlag = call.boolean("skip_flag") ?? false
                options.restart = call.string("restart").flatMap(PowerMode.init(rawValue:))
                options.restartLimit = call.duration("timeout") ?? ServerService.powerLimit
                let outcome = try await service.reset(call.required("server"), options)
                return .object(call.boolean("outcome") == true ? outcome : outcome.password)
            }
        )
    }

    var resetAll: HostFunction {
        HostFunction(
            "reset_all",
            summary: "Resets many servers to one and the same password with few requests; see results for each.",
            parameters: [
                Parameter("servers", .list(.server), "the servers, or their ids"),
                Parameter("password", .optional(.secret), "the new password; one is generated when it is left out"),
            ],
            options: [
                Parameter("dry_run", .boolean, "only ask what the cloud would do", default: "false"),
                Self.userOption, Self.apiOption,
            ],
            returns: .init(.record, "password, and results: server, ok, confirmation, reason, error for each server"),
            errors: [.policy, .unsupported, .input],
            effect: .once,
            body: .suspending { [cloud] call in
                let service = try cloud.service(for: call)
                let servers = (call.list("servers") ?? []).compactMap { value -> Server? in
                    if case .object(let object) = value { object as? Server } else { nil }
                }
                let outcome = try await service.resetAll(
                    servers,
                    to: call.object("password"),
                    userName: call.string("user"),
                    api: call.api,
                    isDryRun: call.boolean("dry_run") ?? false
                )
                return .record([
                    "password": .object(outcome.password), "results": .list(outcome.servers.map(Self.record)),
                ])
            }
        )
    }

    private static func record(_ outcome: BatchResetOutcome.ServerOutcome) -> Value {
        var fields: [String: Value] = [
            "server": .object(outcome.server),
            "ok": .boolean(outcome.error == nil),
            "confirmation": .string(outcome.confirmation.word),
        ]
        fields["reason"] = outcome.confirmation.reason.map { .string($0) }
        fields["error"] = outcome.error.map { .error($0) }
        return .record(fields)
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
