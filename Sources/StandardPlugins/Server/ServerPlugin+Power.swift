import AutomationCore
import CloudPasswords

/// Starting, stopping, and waiting for it.
extension ServerPlugin {
    var start: HostFunction {
        powerFunction("start", "Starts a server and waits until it runs; one that runs already is left alone.") {
            call in
            try await call.service.start(
                call.server,
                api: call.api,
                timeout: call.timeout,
                waiting: call.isWaiting
            )
        }
    }

    var stop: HostFunction {
        powerFunction(
            "stop",
            "Stops a server and waits until it is off; one that is stopped already is left alone.",
            hasMode: true
        ) { call in
            try await call.service.stop(
                call.server,
                mode: call.mode,
                api: call.api,
                timeout: call.timeout,
                waiting: call.isWaiting
            )
        }
    }

    var reboot: HostFunction {
        powerFunction("reboot", "Reboots a server and waits until it runs again.", hasMode: true) { call in
            try await call.service.reboot(
                call.server,
                mode: call.mode,
                api: call.api,
                timeout: call.timeout,
                waiting: call.isWaiting
            )
        }
    }

    var restart: HostFunction {
        powerFunction("restart", "Starts a server that is stopped, reboots one that runs, and waits.", hasMode: true) {
            call in
            try await call.service.restart(
                call.server,
                mode: call.mode,
                api: call.api,
                timeout: call.timeout,
                waiting: call.isWaiting
            )
        }
    }

    var waitFor: HostFunction {
        HostFunction(
            "wait_for",
            summary: "Waits until a server has a status and nothing more is being done to it.",
            parameters: [
                PasswordPlugin.serverParameter,
                Parameter("status", .string, "the status: ACTIVE, SHUTOFF, DELETED, ..."),
            ],
            options: [Self.timeoutOption, PasswordPlugin.apiOption],
            returns: .init(.server, "the server, with all its fields"),
            errors: PasswordPlugin.requestErrors,
            effect: .read,
            body: .suspending { [cloud] call in
                let server = try await cloud.service(for: call).servers.waitForStatus(
                    of: call.required("server"),
                    [call.string("status") ?? ""],
                    api: call.api,
                    timeout: call.duration("timeout") ?? ServerService.powerLimit
                )
                return .object(server)
            }
        )
    }

    private static let timeoutOption = Parameter(
        "timeout",
        .duration,
        "how long to wait at the most",
        default: "10m"
    )

    /// One call of a power function, its arguments as the service takes them.
    private struct PowerCall {
        let service: ServerService
        let server: Server
        let mode: PowerMode
        let api: CloudAPI?
        let timeout: Duration
        let isWaiting: Bool

        init(_ call: HostCall, _ cloud: CloudSession) throws {
            service = try cloud.service(for: call).servers
            server = try call.required("server")
            mode = call.string("mode").flatMap(PowerMode.init(rawValue:)) ?? .soft
            api = call.api
            timeout = call.duration("timeout") ?? ServerService.powerLimit
            isWaiting = call.boolean("wait") ?? true
        }
    }

    private func powerFunction(
        _ name: String,
        _ summary: String,
        hasMode: Bool = false,
        change: @escaping @Sendable (PowerCall) async throws -> Server
    ) -> HostFunction {
        let mode = Parameter(
            "mode",
            .choice(PowerMode.allCases.map(\.rawValue)),
            "soft asks the guest to shut down, hard cuts the power",
            default: "soft"
        )
        let wait = Parameter("wait", .boolean, "wait until it is done, not only until it is ordered", default: "true")
        return HostFunction(
            name,
            summary: summary,
            parameters: [PasswordPlugin.serverParameter],
            options: (hasMode ? [mode] : []) + [wait, Self.timeoutOption, PasswordPlugin.apiOption],
            returns: .init(.server, "the server as it is then"),
            errors: PasswordPlugin.requestErrors,
            effect: .once,
            body: .suspending { [cloud] call in .object(try await change(PowerCall(call, cloud))) }
        )
    }
}
