public import AutomationCore

/// `yaml`: texts in YAML.
public struct YAMLPlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "yaml", version: StandardPlugins.version, summary: "Writes and reads YAML.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "yaml",
                summary: "Texts in YAML: the core schema, one document, no tags of its own.",
                functions: [encode, decode],
                constants: Marker.constants,
                objectTypes: [Marker.objectType]
            )
        ]
    }

    private var encode: HostFunction {
        HostFunction(
            "encode",
            summary: "Writes a value as YAML, fields sorted by name; {} gives {}, yaml.empty_array gives [].",
            parameters: [Parameter("value", .any, "a table, text, number, boolean or marker; no secret")],
            returns: .init(.string, "the YAML text"),
            effect: .read,
            body: .immediate { call in .string(try YAMLWriter.text(call.value("value"))) }
        )
    }

    private var decode: HostFunction {
        HostFunction(
            "decode",
            summary: "Reads YAML; null gives yaml.null, which is json.null; no and on are texts, keys always are.",
            parameters: [Parameter("text", .any, "the YAML text, in UTF-8")],
            returns: .init(.any, "the value"),
            errors: [.format],
            effect: .read,
            body: .immediate { call in try YAMLReader.value(call.octets("text") ?? []) }
        )
    }
}
