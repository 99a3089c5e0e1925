import AutomationCore
import CloudSimulator
import PluginHost
import TestSupport
import Testing

@Suite struct HandshakeTests {
    @Test func `a plugin says who it is, is used, cleans up and ends`() throws {
        let setting = PluginSetting { try await $0.serve() }
        let answer = try setting.run { try await $0.call("ping") }
        guard case .string("pong") = answer else { return #expect(Bool(false), "\(answer)") }
        let program = try #require(setting.programs.programs.first)
        let methods = program.received.compactMap { Ask($0)?.method }
        #expect(methods == ["initialize", "provision", "validate", "call", "cleanup", "shutdown"])
        #expect(setting.programs.programs.count == 1)
        #expect(program.hasEnded)
        #expect(program.signs == [.inputClosed])
    }

    @Test func `a plugin is started with a clean environment in its folder`() throws {
        let setting = PluginSetting { try await $0.serve() }
        try setting.run { _ in }
        let launch = try #require(setting.programs.programs.first?.launch)
        let own = launch.environment.filter { !$0.key.hasPrefix("PYTHON") }
        #expect(own == ["PATH": "/usr/bin", "HOME": "/root", "LANG": "C", "TZ": "UTC"])
        // Compiled files, which do not count as the plugin's, are neither read nor written.
        #expect(launch.environment["PYTHONPYCACHEPREFIX"] == "/dev/null")
        #expect(launch.environment["PYTHONDONTWRITEBYTECODE"] == "1")
        #expect(launch.folder == "/plugins")
        #expect(launch.arguments == [])
    }

    @Test func `ids are never used twice`() throws {
        let setting = PluginSetting { try await $0.serve() }
        try setting.run { plugin in for _ in 0..<20 { _ = try await plugin.call("ping") } }
        let ids = try #require(setting.programs.programs.first).received.compactMap { Ask($0)?.id }
        #expect(ids == Array(1...ids.count))
    }

    @Test func `a plugin that was only looked at ends when it is closed`() throws {
        let setting = PluginSetting { try await $0.serve() }
        let summary = try setting.simulation.run {
            let plugin = try await setting.load()
            await plugin.close()
            await plugin.close()
            return plugin.manifest.summary
        }
        #expect(summary == "For tests.")
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
    }

    @Test func `in a world without programs a plugin is not started`() throws {
        let setting = PluginSetting { try await $0.serve() }
        var world = setting.world
        world.processes = nil
        let bare = world
        #expect(throws: AutomationError.self) {
            try setting.simulation.run {
                _ = try await ProcessPlugin.load(PluginSetting.command, world: bare, events: setting.events)
            }
        }
    }

    @Test(arguments: [
        (#"{"name":"x"}"#, #"the manifest has no "version""#),
        (Manifests.make(more: #","summry":"x""#), #"the manifest has no field "summry"; did you mean "summary"?"#),
        (Manifests.make(name: "Not Legal"), "the name must be lower-case"),
        (Manifests.make(slots: #"["inventry"]"#), #"there is no slot "inventry"; did you mean "inventory"?"#),
        (Manifests.make(slots: #"["policy"]"#), #"the slot "policy" needs "permissions": {"secrets": true}"#),
        (
            Manifests.make(options: #"{"token":{"type":"secret","help":"x"}}"#),
            #"the option "token" needs "permissions": {"secrets": true}"#
        ),
        (
            Manifests.make(options: #"{"a":{"type":"strng","help":"x"}}"#),
            #"there is no type "strng"; did you mean "string"?"#
        ),
        (Manifests.make(options: #"{"a":{"type":"choice","help":"x"}}"#), #"the type "choice" needs "choices""#),
        (
            Manifests.make(options: #"{"a":{"type":"integer","help":"x","default":"1"}}"#),
            #""default" of options.a must be"#
        ),
        (Manifests.make(options: #"{"timeout":{"type":"duration","help":"x"}}"#), "is Latchkey's own"),
        (Manifests.make(permissions: #"{"host":["a"]}"#), #"permissions has no field "host"; did you mean "hosts"?"#),
        (Manifests.make(permissions: #"{"paths":["/a/../b"]}"#), "a path must be absolute"),
        (
            Manifests.make(modules: #"{"m":{"summary":"s","functions":{"f":{"summary":"s","effect":"reads"}}}}"#),
            #""effect" of modules.m.functions.f must be read, idempotent or once"#
        ),
        (
            Manifests.make().replacing("For tests.", with: #"\u001b[31mred"#),
            #""summary" of the manifest must be one line"#
        ),
        (
            Manifests.make().replacing(#""contract":1"#, with: #""contract":2"#),
            "made for version 2 of the plugin contract"
        ),
    ]) func `a wrong manifest is refused with its place, and the process is ended`(
        _ manifest: String,
        _ message: String
    ) throws {
        let setting = PluginSetting { try await $0.serve(manifest: manifest) }
        let error = try #require(setting.failure())
        #expect(error.message.contains(message), "\(error.message)")
        #expect(error.message.hasPrefix("plugin \""))
        #expect(error.kind == .plugin)
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
    }

    @Test func `options are checked, and what was left out is filled in`() throws {
        let options =
            #"{"file":{"type":"string","help":"f"},"color":{"type":"choice","choices":["red","blue"],"help":"c","default":"red"}}"#
        let manifest = Manifests.make(options: options)
        let setting = PluginSetting { try await $0.serve(manifest: manifest) }
        try setting.run(options: ["file": .string("a.csv")]) { _ in }
        let provision = try #require(
            setting.programs.programs.first?.received.compactMap(Ask.init).first { $0.method == "provision" }
        )
        #expect(provision.line.contains(#""options":{"color":"red","file":"a.csv"}"#), "\(provision.line)")

        let wrong = PluginSetting { try await $0.serve(manifest: manifest) }
        let error = try #require(wrong.failure(options: ["file": .string("a"), "colour": .string("red")]))
        #expect(error.message == #"plugin "echo": there is no option "colour"; did you mean "color"?"#)
        #expect(wrong.programs.programs.map(\.hasEnded) == [true])
    }

    @Test func `an error of the plugin's provision names the plugin once`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in ask.method == "provision" ? ask.failure("no such file") : nil }
        }
        let error = try #require(setting.failure())
        #expect(error.message == #"plugin "echo": no such file"#)
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
    }
}
