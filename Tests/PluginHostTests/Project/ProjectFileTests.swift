import AutomationCore
import PluginHost
import Testing

struct ProjectFileTests {
    private static func file(_ plugin: [String: Value]) throws -> ProjectFile {
        try ProjectFile(.record(["plugins": .record(["kv": .record(plugin)])]))
    }

    @Test func `a plugin is set up with options, secrets and grants`() throws {
        let file = try Self.file([
            "path": .string("plugins/kv"),
            "options": .record([
                "address": .string("https://kv.example.com"),
                "token": .record(["file": .string("secrets/token")]), "other": .record(["env": .string("KV_TOKEN")]),
            ]),
            "grant": .record([
                "hosts": .list([.string("kv.example.com")]),
                "paths": .list([.string("/srv/a"), .record(["path": .string("/srv/b"), "write": .boolean(true)])]),
                "secrets": .boolean(true),
            ]),
        ])
        let plugin = try #require(file.plugins["kv"])
        #expect(plugin.path == "plugins/kv")
        #expect(plugin.options.keys.sorted() == ["address", "other", "token"])
        let secrets = try plugin.secrets(for: Self.manifest(["address": .string, "token": .secret, "other": .secret]))
        #expect(secrets == ["token": .file("secrets/token"), "other": .variable("KV_TOKEN")])
        #expect(plugin.grants.hosts == ["kv.example.com"])
        #expect(
            plugin.grants.paths == [.init("/srv/a", isWritable: false), .init("/srv/b", isWritable: true)]
        )
        #expect(plugin.grants.allowsSecrets && !plugin.grants.allowsNativeCode)
    }

    private static func manifest(_ options: [String: ParameterType]) -> PluginManifest {
        PluginManifest(
            name: "kv",
            version: "1",
            summary: "Keeps.",
            options: options.map { Parameter($0.key, $0.value, "one of them") }
        )
    }

    @Test func `a table is a reference to a secret only where the plugin wants a secret`() throws {
        let table = Value.record(["file": .string("a")])
        let plugin = try #require(
            try Self.file(["options": .record(["token": table, "labels": table, "anything": table])]).plugins["kv"]
        )
        let manifest = Self.manifest([
            "token": .optional(.secret), "labels": .record, "anything": .any,
        ])
        #expect(try plugin.secrets(for: manifest) == ["token": .file("a")])
        var given = plugin.options
        given["token"] = .object(Secret("hidden"))
        let options = try PluginOptions(given, for: manifest)
        guard case .record(let labels) = options["labels"], case .record = options["anything"] else {
            Issue.record("a table was not taken as it is")
            return
        }
        #expect(labels.keys.sorted() == ["file"])
    }

    @Test(arguments: [["file": "a", "env": "b"], ["fil": "a"], [:]])
    func `a table that is no reference is told with its place`(fields: [String: String]) throws {
        let option = Value.record(fields.mapValues { .string($0) })
        let plugin = try #require(try Self.file(["options": .record(["token": option])]).plugins["kv"])
        let error = try #require(throws: AutomationError.self) {
            try plugin.secrets(for: Self.manifest(["token": .secret]))
        }
        #expect(error.kind == .input)
        #expect(error.message.hasPrefix("latchkey.yaml: plugins.kv.options.token: "))
    }

    @Test(arguments: [
        (["grnt": Value.none], #"latchkey.yaml: plugins.kv: there is no field "grnt"; did you mean "grant"?"#),
        (
            ["grant": .record(["host": .none])],
            #"latchkey.yaml: plugins.kv.grant: there is no field "host"; did you mean "hosts"?"#
        ),
        (
            ["grant": .record(["hosts": .string("x")])],
            "latchkey.yaml: plugins.kv.grant.hosts: expected a list, got string"
        ),
        (
            ["grant": .record(["paths": .list([.integer(1)])])],
            "latchkey.yaml: plugins.kv.grant.paths[1]: expected a path or { path: PATH, write: true }"
        ),
        (["path": .boolean(true)], "latchkey.yaml: plugins.kv.path: expected a text, got boolean"),
    ])
    func `a mistake is named with its place`(fields: [String: Value], message: String) throws {
        let error = try #require(throws: AutomationError.self) { try Self.file(fields) }
        #expect(error.kind == .input)
        #expect(error.message == message)
    }

    @Test func `a name that no plugin can have is refused`() throws {
        let value = Value.record(["plugins": .record(["../up": .none])])
        let error = try #require(throws: AutomationError.self) { try ProjectFile(value) }
        #expect(error.message == "latchkey.yaml: plugins.../up: that cannot be the name of a plugin")
    }

    @Test func `what is granted can be written down and read again`() throws {
        let grants = Grants(
            paths: [.init("/srv/a b", isWritable: true), .init("/c", isWritable: false)],
            hosts: ["a.example", "*.b.example"],
            programs: ["gpg"],
            allowsNativeCode: true,
            allowsSecrets: true
        )
        let expected = [
            #"  hosts: ["a.example", "*.b.example"]"#, #"  paths: [{ path: "/srv/a b", write: true }, "/c"]"#,
            #"  programs: ["gpg"]"#, "  secrets: true", "  native: true",
        ]
        #expect(grants.projectLines(indentation: "  ") == expected)
    }
}
