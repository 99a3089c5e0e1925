public import AutomationCore
import Foundation

/// `time`: the run's clocks, and dates and durations as texts.
public struct TimePlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "time", version: StandardPlugins.version, summary: "Tells the time.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "time",
                summary: "The run's clocks, and dates and durations as texts; task.sleep waits.",
                functions: [now, monotonic, format, parse, duration]
            )
        ]
    }

    private var now: HostFunction {
        HostFunction(
            "now",
            summary: "Gives the date and time on the run's clock.",
            returns: .init(.number, "seconds since 1970, with a fraction"),
            effect: .read,
            body: .immediate { call in .number(call.context.world.clock.wallTime.timeIntervalSince1970) }
        )
    }

    private var monotonic: HostFunction {
        HostFunction(
            "monotonic",
            summary: "Gives the time on a clock that is never set, to measure how long something takes.",
            returns: .init(.number, "seconds since some moment, with a fraction"),
            effect: .read,
            body: .immediate { call in .number(call.context.world.clock.now.offset / .seconds(1)) }
        )
    }

    private var format: HostFunction {
        HostFunction(
            "format",
            summary: "Writes a date as RFC 3339 does, in UTC: 2026-11-21T09:05:11Z.",
            parameters: [Parameter("seconds", .number, "seconds since 1970, as time.now gives them")],
            options: [Parameter("digits", .integer, "digits of the fraction of a second, up to 9", default: "0")],
            returns: .init(.string, "the date"),
            effect: .read,
            body: .immediate { call in
                let digits = call.integer("digits") ?? 0
                guard (0...9).contains(digits) else {
                    throw AutomationError(.argument, "option \"digits\": expected 0 to 9, got \(digits)")
                }
                let seconds: Double =
                    switch call.value("seconds") {
                    case .integer(let number): Double(number)
                    case .number(let number): number
                    default: .nan
                    }
                guard let text = RFC3339.format(seconds, digits: digits) else {
                    throw AutomationError(.argument, "\(seconds) seconds are in no year from 0 to 9999")
                }
                return .string(text)
            }
        )
    }

    private var parse: HostFunction {
        HostFunction(
            "parse",
            summary: "Reads a date as RFC 3339 writes it, with its zone: 2026-11-21T10:05:11+01:00.",
            parameters: [Parameter("text", .string, "the date")],
            returns: .init(.number, "seconds since 1970"),
            errors: [.format],
            effect: .read,
            body: .immediate { call in
                guard let seconds = RFC3339.parse(call.string("text") ?? "") else {
                    throw AutomationError(
                        .format,
                        "the text is no date in RFC 3339",
                        hint: "it must have a date, a time and a zone: 2026-11-21T09:05:11Z"
                    )
                }
                return Value(seconds: seconds)
            }
        )
    }

    private var duration: HostFunction {
        HostFunction(
            "duration",
            summary: "Turns a duration as options take it into seconds: \"1h30m\" gives 5400.",
            parameters: [Parameter("duration", .duration, "a text like 90s, 10m or 1h30m, or a number of seconds")],
            returns: .init(.number, "seconds"),
            effect: .read,
            body: .immediate { call in Value(seconds: (call.duration("duration") ?? .zero) / .seconds(1)) }
        )
    }
}
