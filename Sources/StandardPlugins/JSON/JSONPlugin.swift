public import AutomationCore

/// `json`: texts in JSON.
public struct JSONPlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "json", version: StandardPlugins.version, summary: "Writes and reads JSON.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "json",
                summary: "Texts in JSON, with markers for what Lua has no value for.",
                functions: [encode, decode],
                constants: Marker.constants,
                objectTypes: [Marker.objectType]
            )
        ]
    }

    private var encode: HostFunction {
        HostFunction(
            "encode",
            summary: "Writes a value as JSON, fields sorted by name; {} gives {}, json.empty_array gives [].",
            parameters: [Parameter("value", .any, "a table, text, number, boolean or marker; no secret")],
            options: [
                Parameter("indent", .integer, "blanks per level, up to 8; 0 writes one line", default: "0")
            ],
            returns: .init(.string, "the JSON text"),
            effect: .read,
            body: .immediate { call in
                let indent = call.integer("indent") ?? 0
                guard (0...8).contains(indent) else {
                    throw AutomationError(.argument, "option \"indent\": expected 0 to 8, got \(indent)")
                }
                return .string(try JSONWriter.text(call.value("value"), indent: indent))
            }
        )
    }

    private var decode: HostFunction {
        HostFunction(
            "decode",
            summary: "Reads JSON; null gives json.null, both [] and {} an empty table, 1 an integer, 1.0 a float.",
            parameters: [Parameter("text", .any, "the JSON text, in UTF-8")],
            returns: .init(.any, "the value"),
            errors: [.format],
            effect: .read,
            body: .immediate { call in
                try JSONReader.value(call.octets("text") ?? [], null: .object(Marker.null))
            }
        )
    }
}
