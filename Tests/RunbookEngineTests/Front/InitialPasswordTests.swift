import AutomationCore
import CloudSimulator
import TestSupport
import Testing

@Suite struct InitialPasswordTests {
    private static let collect = """
        local sealed = password.wait(one)
        local secret = password.decrypt(sealed, key.load(input.key))
        vault.put(one, secret)
        """

    @Test func `get gives nil before the injection and a sealed password after it`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines("print(password.get(one)) print(password.wait(one)) print(password.get(one))")
        #expect(lines == ["nil", "<sealed password>", "<sealed password>"])
    }

    @Test func `wait takes as long as the injection and costs few requests`() throws {
        let fixture = try RunbookFixture()
        try fixture.lines("password.wait(one)")
        #expect((300.0...640).contains(fixture.setting.simulation.clock.now.offset / .seconds(1)))
        #expect((2...20).contains(fixture.setting.requests.count))
    }

    @Test func `wait gives up after its timeout and says so`() throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure(#"password.wait(one, { timeout = "90s" })"#)
        #expect(error.kind == .timeout)
        #expect(error.operation == "password.wait")
        #expect(error.server == "win-001")
        #expect(error.isRetryable)
        #expect(error.message == "there is no initial password after 1m 30s")
        #expect(fixture.setting.simulation.clock.now.offset == .seconds(90))
    }

    @Test func `a sealed password tells its digest and its server`() throws {
        let lines = try RunbookFixture().lines(
            "local sealed = password.wait(one) print(#sealed.digest, sealed.server.id == one.id)"
        )
        #expect(lines == ["64\ttrue"])
    }

    @Test func `decrypt opens it and put stores the server's true password`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines("print(vault.has(one)) \(Self.collect) print(secret, vault.has(one))")
        #expect(lines == ["false", "<secret>\ttrue"])
        let server = try fixture.simulatedServer
        #expect(try fixture.storedFile(server.id)?.current == server.password)
    }

    @Test func `decrypt with another server's key says which key does not match`() throws {
        let other = try SimulatedKeyPair.generate()
        let fixture = try RunbookFixture(servers: 0) { $0.addServer(keyPair: other) }
        let error = try fixture.failure(
            "local sealed = password.wait(one) password.decrypt(sealed, key.load(input.key))"
        )
        #expect(error.kind == .decryption)
        #expect(error.operation == "password.decrypt")
        #expect(error.server == "win-001")
        #expect(error.message.contains("test.pem"))
        #expect(error.message.contains("SHA256:"))
    }

    @Test func `clear is refused until the vault holds the password`() throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure("password.wait(one) password.clear(one)")
        #expect(error.kind == .secretStore)
        #expect(error.operation == "password.clear")
        #expect(error.message.contains("refused"))
        #expect(error.hint?.contains("vault.put") == true)
        #expect(!fixture.requestLines.contains { $0.hasPrefix("DELETE") })
    }

    @Test func `clear is refused when the vault holds another password of the server`() throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure("vault.put(one, password.generate()) password.wait(one) password.clear(one)")
        #expect(error.kind == .secretStore)
        #expect(error.message.contains("was not made from the sealed password"))
        #expect(!fixture.requestLines.contains { $0.hasPrefix("DELETE") })
    }

    @Test func `clear after put clears the record once and then finds nothing to clear`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(
            "\(Self.collect) print(password.clear(one)) print(password.get(one)) print(password.clear(one))"
        )
        #expect(lines == ["true", "nil", "false"])
        #expect(try fixture.simulatedServer.record == .cleared)
    }

    @Test func `clear with unsaved = true clears what nobody has saved`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines("password.wait(one) print(password.clear(one, { unsaved = true }))")
        #expect(lines == ["true"])
        #expect(try fixture.simulatedServer.record == .cleared)
        #expect(try fixture.storedFile(fixture.simulatedServer.id) == nil)
    }
}

extension SimulatedServer {
    /// What opens the server after its next restart.
    var passwordToCome: String { pendingPassword ?? password }
}
