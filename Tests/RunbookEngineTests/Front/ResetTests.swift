import AutomationCore
import CloudSimulator
import TestSupport
import Testing

@Suite struct ResetTests {
    @Test func `reset makes a password, stores it and hands it to the cloud`() throws {
        let fixture = try RunbookFixture()
        try fixture.storeTruePasswords()
        let old = try fixture.simulatedServer.password
        #expect(try fixture.lines("print(password.reset(one))") == ["<secret>"])
        let server = try fixture.simulatedServer
        let file = try #require(try fixture.storedFile(server.id))
        #expect(server.pendingPassword?.count == 20)
        #expect(file.current == server.pendingPassword)
        #expect(file.pending == nil)
        #expect(file.history == [old])
    }

    @Test func `reset takes a password of the runbook's own`() throws {
        let fixture = try RunbookFixture()
        #expect(try fixture.lines(#"print(password.reset(one, "Zk7-Qw2+Lp9_Xv4"))"#) == ["<secret>"])
        #expect(try fixture.simulatedServer.pendingPassword == "Zk7-Qw2+Lp9_Xv4")
    }

    @Test func `reset takes its options without a password before them`() throws {
        let fixture = try RunbookFixture()
        #expect(try fixture.lines("print(password.reset(one, { escrow = false }))") == ["<secret>"])
        #expect(try fixture.simulatedServer.pendingPassword != nil)
        #expect(try fixture.storedFile(fixture.simulatedServer.id) == nil)
    }

    @Test func `a password that breaks the rules is neither stored nor sent`() throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure(#"password.reset(one, "zk7qw2lp")"#)
        #expect(error.kind == .policy)
        #expect(error.operation == "password.reset")
        #expect(error.server == "win-001")
        #expect(!error.description.contains("zk7qw2lp"))
        #expect(fixture.setting.requests.isEmpty)
        #expect(try fixture.storedFile(fixture.simulatedServer.id) == nil)
    }

    @Test func `a reset that the server cannot take leaves the earlier password current`() throws {
        let fixture = try RunbookFixture(servers: 0) { $0.addServerWithoutResetPlugin() }
        try fixture.storeTruePasswords()
        let error = try fixture.failure("password.reset(one)")
        #expect(error.kind == .conflict)
        #expect(error.hint?.contains("plug-in") == true)
        let server = try fixture.simulatedServer
        #expect(try fixture.storedFile(server.id)?.current == server.password)
        #expect(try fixture.storedFile(server.id)?.pending == nil)
    }

    @Test func `check_flag is a boolean`() throws {
        let fixture = try RunbookFixture { $0.addServerWithoutResetPlugin() }
        let lines = try fixture.lines(
            "for _, s in ipairs(input.servers) do print(password.check_flag(s), type(password.check_flag(s))) end"
        )
        #expect(lines == ["true\tboolean", "false\tboolean"])
    }

    @Test func `validate lists every broken rule and nothing of the password`() throws {
        let error = try RunbookFixture().failure(#"password.validate("§oot")"#)
        #expect(error.kind == .policy)
        #expect(error.operation == "password.validate")
        for rule in ["8 to 26 characters", "at least 3 of these", "permitted set"] {
            #expect(error.message.contains(rule))
        }
        #expect(!error.description.contains("§oot"))
        #expect(error.hint?.contains("§oot") != true)
    }

    @Test func `validate knows the user's name`() throws {
        let fixture = try RunbookFixture()
        #expect(try fixture.lines(#"print(password.validate("Zk7-Qw2+Lp9"))"#) == ["true"])
        let error = try fixture.failure(#"password.validate("Zk7-Qw2+Lp9", { user = "qw2" })"#)
        #expect(error.kind == .policy)
    }

    @Test func `generate makes passwords that validate takes, of the length asked for`() throws {
        let lines = try RunbookFixture().lines(
            """
            for _, length in ipairs { 8, 20, 26 } do
              local secret = password.generate { length = length }
              print(secret, password.validate(secret), #secret:reveal())
            end
            """,
            allowsReveal: true
        )
        #expect(lines == ["<secret>\ttrue\t8", "<secret>\ttrue\t20", "<secret>\ttrue\t26"])
    }

    @Test func `generate refuses a length that the rules do not allow`() throws {
        let error = try RunbookFixture().failure("password.generate { length = 7 }")
        #expect(error.kind == .argument)
        #expect(error.operation == "password.generate")
        #expect(error.message.contains("7 characters"))
        #expect(error.hint == "ask for 8 to 26 characters")
    }
}
