import AutomationCore
import CloudSimulator
import PluginHost
import Synchronization
import TestSupport
import Testing

@Suite struct SecretTests {
    private static let planted = "Planted-9x7!"
    private static let granted = Grants(allowsSecrets: true)
    private static let permissions = #"{"secrets":true}"#

    @Test func `without the grant a call with a secret is refused before anything is sent`() throws {
        let setting = PluginSetting { try await $0.serve() }
        let nested: Value = .record(["a": .list([.object(Secret(Self.planted))])])
        let errors = try setting.run(grants: Self.granted) { plugin in
            [await plugin.failure("ping", .object(Secret(Self.planted))), await plugin.failure("ping", nested)]
        }
        for error in errors {
            #expect(error?.kind == .permission)
            #expect(error?.message == #"plugin "echo": a secret is not given to a plugin that was not granted secrets"#)
        }
        #expect(try Self.traces(of: setting).isEmpty)
        #expect(setting.programs.programs.first?.received.contains { $0.contains("\"call\"") } == false)
    }

    @Test func `a plugin that asks for secrets and is not granted them is not used`() throws {
        let setting = PluginSetting { try await $0.serve(manifest: Manifests.make(permissions: Self.permissions)) }
        let error = setting.failure()
        #expect(error?.kind == .permission)
        #expect(error?.message.contains("secrets") == true)
        #expect(setting.programs.programs.map(\.hasEnded) == [true])
    }

    @Test func `with the grant a secret goes through the pipe alone, whatever the plugin does with it`() throws {
        let options = #"{"token":{"type":"secret","help":"t"}}"#
        let manifest = Manifests.make(options: options, permissions: Self.permissions, modules: Manifests.echo)
        let setting = PluginSetting { program in
            let calls = Mutex(0)
            return try await program.serve(manifest: manifest) { ask, program in
                guard ask.method == "call" else { return nil }
                program.complain("got \(Self.planted) and quoted \\\"\(Self.planted)\\\"")
                program.say(#"{"jsonrpc":"2.0","method":"log","params":{"message":"the token is \#(Self.planted)"}}"#)
                let count = calls.withLock { calls in
                    calls += 1
                    return calls
                }
                switch count {
                case 1: return ask.answer(#"{"$secret":"Returned-1"}"#)
                case 2:
                    return ask.failure("wrong: \(Self.planted), Returned-1", data: #"{"hint":"not \#(Self.planted)"}"#)
                default: return "garbage with \(Self.planted)"
                }
            }
        }
        let (answer, errors) = try setting.run(options: ["token": .string(Self.planted)], grants: Self.granted) {
            plugin in
            let answer = try await plugin.call("ping", .object(Secret(Self.planted)))
            return (answer, [await plugin.failure("ping"), await plugin.failure("ping"), await plugin.failure("ping")])
        }
        guard case .object(let secret as Secret) = answer else { return #expect(Bool(false)) }
        #expect(secret.matches(Secret("Returned-1")))
        #expect(errors[0]?.message == "wrong: <secret>, <secret>")
        #expect(errors[0]?.hint == "not <secret>")
        #expect(errors[1]?.message.contains("it was ended because it wrote a line that is no JSON before") == true)
        #expect(!"\(errors)".contains(Self.planted))
        #expect(try Self.traces(of: setting).isEmpty)
        #expect(setting.events.logLines.contains("echo: the token is <secret>"))
        let provision = setting.programs.programs.first?.received.first { $0.contains("\"provision\"") }
        #expect(provision?.contains(#"{"$secret":"\#(Self.planted)"}"#) == true)
    }

    @Test func `functions and keys stay where they are`() throws {
        let setting = PluginSetting { try await $0.serve() }
        let error = try setting.run { await $0.failure("ping", .number(.infinity)) }
        #expect(error?.message.contains("JSON has no number for inf") == true)
    }

    @Test func `the rules of secret stores hold over a process plugin`() throws {
        let manifest = Manifests.make(permissions: Self.permissions, slots: #"["secret_store"]"#)
        for rule in StoreRule.all {
            let setting = PluginSetting { try await DocumentScript().serve($0, manifest: manifest) }
            try setting.run(grants: Self.granted) { plugin in
                let store = try #require(plugin.service.secretStore)
                try await rule.check(open: { store }, reader: { store })
            }
            #expect(try Self.traces(of: setting).isEmpty)
        }
    }

    @Test func `a write that somebody else was faster than is made anew`() throws {
        let manifest = Manifests.make(permissions: Self.permissions, slots: #"["secret_store"]"#)
        let script = DocumentScript(refusals: 2)
        let setting = PluginSetting { try await script.serve($0, manifest: manifest) }
        let record = try setting.run(grants: Self.granted) { plugin in
            let store = try #require(plugin.service.secretStore)
            try await store.put(Secret(Self.planted), for: Server(id: "s-1"))
            return try await store.record(for: Server(id: "s-1"))
        }
        #expect(record?.current != nil)
        #expect(setting.programs.programs.first?.received.count { $0.contains("secret_store.write") } == 3)
    }

    /// Where the planted secret can be seen by somebody whom it was not given to.
    private static func traces(of setting: PluginSetting) throws -> [String] {
        let launches = setting.programs.programs.map { "\($0.launch.arguments) \($0.launch.environment) \($0.launch)" }
        return (launches + setting.events.all.map { "\($0)" }).filter { $0.contains(planted) }
    }
}

/// A scripted secret store that keeps documents in memory.
private final class DocumentScript: Sendable {
    private let documents = Mutex<[String: (text: String, revision: Int)]>([:])
    private let refusals: Mutex<Int>

    init(refusals: Int = 0) {
        self.refusals = Mutex(refusals)
    }

    func serve(_ program: ScriptedProgram, manifest: String) async throws -> Int {
        try await program.serve(manifest: manifest) { ask, _ in
            let id = (ask.parameters["server"] as? [String: Any])?["id"] as? String ?? ""
            switch ask.method {
            case "secret_store.read":
                guard let found = documents.withLock({ $0[id] }) else { return ask.answer("null") }
                let quoted = String(decoding: try JSONText.quoted(found.text), as: UTF8.self)
                return ask.answer(#"{"document":{"$secret":\#(quoted)},"revision":"\#(found.revision)"}"#)
            case "secret_store.write":
                let document = (ask.parameters["document"] as? [String: Any])?["$secret"] as? String ?? ""
                let revision = (ask.parameters["revision"] as? String).flatMap(Int.init)
                let isRefused = refusals.withLock { refusals in
                    defer { refusals -= 1 }
                    return refusals > 0
                }
                let isWritten = documents.withLock { documents in
                    guard !isRefused, documents[id]?.revision == revision else { return false }
                    documents[id] = (document, (revision ?? 0) + 1)
                    return true
                }
                return ask.answer("{\"written\":\(isWritten)}")
            default: return nil
            }
        }
    }
}
