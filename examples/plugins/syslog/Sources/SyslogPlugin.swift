import AutomationCore
import Foundation

/// Tells the system's log what happens, in the form of RFC 3164 that local daemons read.
struct SyslogPlugin: Plugin {
    let manifest = PluginManifest(
        name: "syslog",
        version: "1.0.0",
        summary: "Tells the system's log what happens.",
        options: [
            Parameter("socket", .optional(.string), "the daemon's socket", default: "/dev/log"),
            Parameter("tag", .optional(.string), "what the lines are found by", default: "latchkey"),
        ]
    )

    func provision(_ context: PluginContext) async throws -> PluginService {
        let sink = try SyslogSink(
            socket: context.options.string("socket") ?? "/dev/log",
            tag: context.options.string("tag") ?? "latchkey"
        )
        return PluginService(eventSink: sink, cleanUp: { sink.close() })
    }
}
