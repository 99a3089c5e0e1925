import AutomationCore
import RunbookEngine
import StandardPlugins
import TestSupport

/// Small declarations with everything that a declaration can have, and the real ones.
enum DeclaredExample {
    static let module = HostModule(
        name: "gate",
        summary: "Gates of the yard.",
        functions: [
            HostFunction(
                "wait",
                summary: "Waits until a gate is open.",
                parameters: [
                    Parameter("server", .server, "the gate's server"),
                    Parameter("code", .optional(.secret), "the code, when it has one"),
                ],
                options: [
                    Parameter("timeout", .duration, "how long at the most", default: "15m"),
                    Parameter("mode", .optional(.choice(["soft", "hard"])), "how to push"),
                ],
                returns: .init(.optional(.object("big gate")), "the gate, or nil"),
                errors: [.timeout],
                effect: .read,
                body: .suspending { _ in .none }
            ),
            HostFunction(
                "each",
                summary: "Calls a function for every gate.",
                parameters: [
                    Parameter("gates", .list(.server), "the gates"), Parameter("fn", .function, "called with one"),
                ],
                options: [Parameter("concurrency", .integer, "how many at once", default: "5")],
                optionsPosition: 1,
                returns: .init(.list(.record), "per gate a table"),
                effect: .once,
                body: .suspending { _ in .none }
            ),
            HostFunction(
                "say",
                summary: "Says something.",
                parameters: [Parameter("message", .optional(.any), "the first value")],
                isVariadic: true,
                effect: .idempotent,
                body: .immediate { _ in .none }
            ),
        ],
        constants: [ModuleConstant("null", .any, "no gate", value: .none)],
        objectTypes: [
            ObjectType(
                name: "big gate",
                summary: "A big gate.",
                fields: [Parameter("width", .number, "in metres")],
                methods: [
                    HostFunction(
                        "shut",
                        summary: "Shuts it.",
                        returns: .init(.boolean, "whether it was open"),
                        effect: .idempotent,
                        body: .immediate { _ in .none }
                    )
                ]
            )
        ]
    )

    static let reference = ScriptReference([module])

    /// Everything that is built in.
    static func builtIn() throws -> [HostModule] {
        let setting = try SimulatedSetting()
        let cloud = CloudSession(setting.service)
        return RunbookRunner.modules(with: StandardPlugins.all(cloud: cloud, store: setting.store))
    }
}
