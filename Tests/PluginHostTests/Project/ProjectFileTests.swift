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
        #expect(Array(plugin.options.keys) == ["address"])
        #expect(plugin.secrets == ["token": .file("secrets/token"), "other": .variable("KV_TOKEN")])
        #expect(plugin.grants.hosts == ["kv.example.com"])
        #expect(
            plugin.grants.paths == [.init("/srv/a", isWritable: false), .init("/srv/b", isWritable: true)]
        )
        #expect(plugin.grants.allowsSecrets && !plugin.grants.allowsNativeCode)
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
        (
            ["options": .record(["token": .record(["file": .string("a"), "env": .string("b")])])],
            "latchkey.yaml: plugins.kv.options.token: expected { file: PATH } or { env: NAME }"
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
