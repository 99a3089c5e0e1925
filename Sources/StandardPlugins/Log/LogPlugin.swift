public import AutomationCore

/// `log`: what a runbook has to say while it runs.
public struct LogPlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "log", version: StandardPlugins.version, summary: "Writes to the run's log.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "log",
                summary: "Lines for the run's log. Secrets in them show as <secret>.",
                functions: [
                    function("debug", .debug, "for the author of the runbook"),
                    function("info", .info, "for everybody"),
                    function("warn", .warning, "that somebody should look at"),
                    function("error", .error, "that somebody must look at"),
                ]
            )
        ]
    }

    private func function(_ name: String, _ level: RunEvent.Level, _ audience: String) -> HostFunction {
        HostFunction(
            name,
            summary: "Writes a line \(audience), its values joined by blanks.",
            parameters: [Parameter("message", .optional(.any), "the first value")],
            isVariadic: true,
            effect: .idempotent,
            body: .immediate { call in
                let line = ([call.value("message")] + call.rest).map(\.logText).joined(separator: " ")
                call.context.events.receive(.log(level, line, server: RunContext.currentServer))
                return .none
            }
        )
    }
}
