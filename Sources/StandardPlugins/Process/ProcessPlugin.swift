public import AutomationCore

/// `process`: other programs that the operator has granted.
public struct ProcessPlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "process", version: StandardPlugins.version, summary: "Starts granted programs.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "process",
                summary: "Programs that the operator has granted with --allow-program.",
                functions: [run],
                objectTypes: [Secret.objectType]
            )
        ]
    }

    private var run: HostFunction {
        HostFunction(
            "run",
            summary: "Runs a program to its end, without a shell, and gives what it wrote.",
            parameters: [
                Parameter("program", .string, "its name, looked up in PATH, or its path"),
                Parameter("arguments", .optional(.list(.any)), "strings and numbers, each one argument; no secret"),
            ],
            options: [
                Parameter("input", .optional(.any), "its standard input: a string, a secret, or a list of them"),
                Parameter("timeout", .duration, "how long it may take; then it is ended", default: "60s"),
                Parameter("folder", .optional(.string), "where it starts; else the working folder"),
                Parameter("environment", .optional(.record), "variables beside PATH, HOME and LANG; no secret"),
                Parameter(
                    "secret",
                    .boolean,
                    "whether output is a secret, without its last line end",
                    default: "false"
                ),
                Parameter("raise", .boolean, "whether an exit code other than 0 is an error", default: "true"),
            ],
            returns: .init(.record, "exit_code, output and errors (what it wrote to its standard error)"),
            errors: [.permission, .notFound, .unsupported, .program, .timeout],
            effect: .once,
            body: .suspending { call in
                let run = try ProgramRun(call)
                return try await run.result()
            }
        )
    }
}
