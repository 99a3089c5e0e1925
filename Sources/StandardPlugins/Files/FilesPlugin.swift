public import AutomationCore

/// `fs`: files and folders that the operator has granted.
public struct FilesPlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "fs", version: StandardPlugins.version, summary: "Reads and writes granted files.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "fs",
                summary: "Files and folders that the operator has granted with --allow-path.",
                functions: [read, write, append, exists, list, makeFolder, remove]
            )
        ]
    }

    private static let errors: [ErrorKind] = [.permission, .notFound, .file]
    private static let pathParameter = Parameter(
        "path",
        .string,
        "the path; a relative one starts at the working folder"
    )
    private static let textParameter = Parameter("text", .any, "a string of any bytes; no secret")

    private var read: HostFunction {
        function("read", "Reads a whole file, of 16 MB at the most.", returns: .init(.string, "its contents")) {
            Value(octets: try GrantedFile($0, for: .read).read())
        }
    }

    private var write: HostFunction {
        function(
            "write",
            "Writes a file: its old contents or the new ones are there at any time, whole.",
            parameters: [Self.textParameter],
            effect: .idempotent
        ) { call in
            let contents = try call.octets("text") ?? []
            try GrantedFile(call, for: .write).write(contents, tag: call.context.world.randomness.next())
            return .none
        }
    }

    private var append: HostFunction {
        function(
            "append",
            "Writes behind what a file holds already; makes the file when it is missing.",
            parameters: [Self.textParameter],
            effect: .once
        ) { call in
            let contents = try call.octets("text") ?? []
            try GrantedFile(call, for: .write).append(contents)
            return .none
        }
    }

    private var exists: HostFunction {
        function(
            "exists",
            "Tells whether there is such a file or folder.",
            returns: .init(.boolean, "whether there is")
        ) { .boolean(try GrantedFile($0, for: .read).exists) }
    }

    private var list: HostFunction {
        function(
            "list",
            "Gives the names of what is in a folder.",
            returns: .init(.list(.string), "the names, sorted")
        ) { .list(try GrantedFile($0, for: .read).names().map { .string($0) }) }
    }

    private var makeFolder: HostFunction {
        function(
            "make_folder",
            "Makes a folder, and those above it, unless they are there.",
            effect: .idempotent
        ) { call in
            try GrantedFile(call, for: .write).makeFolder()
            return .none
        }
    }

    private var remove: HostFunction {
        function(
            "remove",
            "Removes a file, a link itself, or a folder that is empty.",
            returns: .init(.boolean, "false when there was none"),
            effect: .idempotent
        ) { call in .boolean(try GrantedFile(call, for: .write, followsLink: false).remove()) }
    }

    private func function(
        _ name: String,
        _ summary: String,
        parameters: [Parameter] = [],
        returns: HostFunction.Result? = nil,
        effect: Effect = .read,
        _ body: @escaping @Sendable (HostCall) throws -> Value
    ) -> HostFunction {
        HostFunction(
            name,
            summary: summary,
            parameters: [Self.pathParameter] + parameters,
            returns: returns,
            errors: Self.errors,
            effect: effect,
            // A disk may take its time, and the scripts' own thread must not wait for it.
            body: .suspending { call in try body(call) }
        )
    }
}
