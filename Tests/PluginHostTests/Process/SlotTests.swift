import AutomationCore
import CloudSimulator
import Foundation
import PluginHost
import TestSupport
import Testing

@Suite struct SlotTests {
    private static let server = Server(id: "s-1", name: "web-01")
    private static let secrets = Grants(allowsSecrets: true)

    /// A plugin with one slot, which answers what it is asked with `answer`.
    private static func plugin(
        _ slot: String,
        secrets: Bool = false,
        _ answer: @escaping @Sendable (Ask) -> String?
    ) -> PluginSetting {
        let manifest = Manifests.make(
            permissions: secrets ? #"{"secrets":true}"# : "{}",
            slots: #"["\#(slot)"]"#
        )
        return PluginSetting { program in
            try await program.serve(manifest: manifest) { ask, _ in
                ask.method.hasPrefix(slot) ? answer(ask).map { $0.hasPrefix("{\"jsonrpc") ? $0 : ask.answer($0) } : nil
            }
        }
    }

    @Test func `an inventory gives servers with what is known of them`() throws {
        let setting = Self.plugin("inventory") { _ in
            #"[{"id":"a"},{"id":"b","name":"web","status":"ACTIVE","os_type":"Windows","launched_at":"2026-05-01T12:00:00Z","locked":false}]"#
        }
        let servers = try setting.run { try await $0.service.inventory?.servers() } ?? []
        #expect(servers.map(\.id) == ["a", "b"])
        #expect(servers.map(\.name) == [nil, "web"])
        #expect(servers.last?.detail?.status == "ACTIVE")
        #expect(servers.last?.detail?.launchedAt == Date(timeIntervalSince1970: 1_777_636_800))
    }

    @Test(arguments: [
        (#"{}"#, "it must be a list of servers"),
        (#"["a"]"#, "a server must be an object"),
        (#"[{"name":"a"}]"#, #"a server has no "id""#),
        (#"[{"id":"a","os":"Windows"}]"#, #"a server has no field "os""#),
        (#"[{"id":"a\u001b[2J"}]"#, "a text without control characters"),
        (#"[{"id":"a","os_type":"Windows"}]"#, #"must have a "status" too"#),
    ]) func `an inventory that cannot be used is refused`(_ answer: String, _ message: String) throws {
        let setting = Self.plugin("inventory") { _ in answer }
        let error = setting.failure { _ = try await $0.service.inventory?.servers() }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.hasPrefix(#"plugin "echo": its answer to inventory cannot be used: "#) == true)
    }

    @Test func `credentials are a key pair, a token, or none`() throws {
        let answers = [
            "null",
            #"{"access_key":"AK","secret_key":{"$secret":"SK"},"project_id":"p","expires_at":"2026-05-01T12:00:00Z"}"#,
            #"{"token":{"$secret":"T"}}"#,
        ]
        let found = try answers.map { answer in
            try Self.plugin("credentials") { _ in answer }.run { try await $0.service.credentials?.credentials() }
        }
        #expect(found[0] == nil)
        guard case .accessKey("AK", let secret, nil) = found[1]?.proof else { return #expect(Bool(false)) }
        #expect(secret.matches(Secret("SK")))
        #expect(found[1]?.projectID == "p")
        #expect(found[1]?.expiresAt != nil)
        guard case .token(let token) = found[2]?.proof else { return #expect(Bool(false)) }
        #expect(token.matches(Secret("T")))
    }

    @Test(arguments: [#"{"access_key":"AK"}"#, #"{"token":"T"}"#, "{}", #"{"access_key":"A","token":{"$secret":"T"}}"#])
    func `credentials that cannot be used are refused`(_ answer: String) throws {
        let setting = Self.plugin("credentials") { _ in answer }
        let error = setting.failure { _ = try await $0.service.credentials?.credentials() }
        #expect(error?.message.contains("its answer to credentials cannot be used") == true)
    }

    @Test func `a policy says what is wrong with a password, and never the password`() throws {
        let setting = Self.plugin("policy", secrets: true) { _ in #"["must not hold hunter2-hunter2","must be longer"]"#
        }
        let violations = try setting.run(grants: Self.secrets) { plugin in
            try await plugin.service.policy?.violations(
                of: Secret("hunter2-hunter2"),
                for: Self.server,
                userName: "admin"
            )
        }
        #expect(violations == ["must not hold <secret>", "must be longer"])
        let line = setting.programs.programs.first?.received.first { $0.contains("\"policy\"") }
        #expect(
            line?.contains(
                #""params":{"password":{"$secret":"hunter2-hunter2"},"server":{"id":"s-1","name":"web-01"},"user_name":"admin"}"#
            ) == true
        )
    }

    @Test func `a hook forbids with its reason, or hears how it went`() throws {
        let manifest = Manifests.make(slots: #"["before","after"]"#)
        let setting = PluginSetting { program in
            try await program.serve(manifest: manifest) { ask, _ in
                guard ask.method == "before" else { return nil }
                let details = ask.parameters["details"] as? [String: Any]
                return ask.answer(details?["force"] as? Bool == true ? "{}" : #"{"veto":"outside of the window"}"#)
            }
        }
        let error = try setting.run { plugin in
            let hook = try #require(plugin.service.hook)
            let hooks = OperationHooks([hook], events: plugin.events)
            let forced = OperationNotice("password.reset", server: Self.server, details: ["force": .boolean(true)])
            _ = try? await hooks.around(forced) { throw AutomationError(.conflict, "busy") }
            do {
                try await hook.before(OperationNotice("password.reset", server: Self.server))
                return AutomationError?.none
            } catch { return AutomationError(error) }
        }
        #expect(error?.kind == .vetoed)
        #expect(error?.message == #"plugin "echo": outside of the window"#)
        let after = setting.programs.programs.first?.received.first { $0.contains("\"after\"") }
        #expect(after?.contains(#""failure":{"kind":"conflict","message":"busy"}"#) == true)
    }

    @Test(
        arguments: [
            (#"{"veto":true}"#, ErrorKind.vetoed), (#"{"veto":5}"#, .vetoed), (#"{"veto":""}"#, .vetoed),
            (#"{"veto":["no"]}"#, .vetoed), (#"{"veto":false}"#, .plugin), (#"{"vetto":"no"}"#, .plugin),
            (#"{"veto":null}"#, nil), ("{}", nil),
        ] as [(String, ErrorKind?)]
    )
    func `a veto is one however badly it is put`(answer: String, kind: ErrorKind?) throws {
        let setting = Self.plugin("before") { _ in answer }
        let error = setting.failure { plugin in
            try await plugin.service.hook?.before(OperationNotice("password.clear", server: Self.server))
        }
        #expect(error?.kind == kind, "\(error?.message ?? "")")
    }

    @Test func `a hook that dies has not said yes`() throws {
        let setting = PluginSetting { program in
            try await program.serve(manifest: Manifests.make(slots: #"["before"]"#)) { ask, _ in
                if ask.method == "before" { throw Crash() } else { nil }
            }
        }
        let error = setting.failure { plugin in
            try await plugin.service.hook?.before(OperationNotice("password.clear", server: Self.server))
        }
        #expect(error?.message.contains("before it had answered before") == true)
    }

    @Test func `an event sink is told of events, and not of what plugins say themselves`() throws {
        let manifest = Manifests.make(slots: #"["event"]"#)
        let setting = PluginSetting { program in
            try await program.serve(manifest: manifest) { ask, program in
                guard ask.method == "event" else { return nil }
                program.say(#"{"jsonrpc":"2.0","method":"log","params":{"message":"heard"}}"#)
                return ""
            }
        }
        try setting.run { plugin in
            let sink = try #require(plugin.service.eventSink)
            sink.receive(.step(server: Self.server, what: "password stored"))
            sink.receive(.log(.info, "hello", server: nil))
            try await plugin.world.clock.sleep(for: .seconds(1))
        }
        let events = setting.programs.programs.first?.received.filter { $0.contains("\"event\"") } ?? []
        #expect(
            events == [
                #"{"jsonrpc":"2.0","method":"event","params":{"event":"step","server_id":"s-1","server_name":"web-01","text":"password stored"}}"#,
                #"{"jsonrpc":"2.0","method":"event","params":{"event":"log","level":"info","text":"hello"}}"#,
            ]
        )
        #expect(setting.events.logLines == ["echo: heard", "echo: heard"])
    }

    @Test func `validate may refuse, and names the plugin`() throws {
        let setting = PluginSetting { program in
            try await program.serve { ask, _ in ask.method == "validate" ? ask.failure("the CMDB does not answer") : nil
            }
        }
        #expect(setting.failure()?.message == #"plugin "echo": the CMDB does not answer"#)
    }
}
