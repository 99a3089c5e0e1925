import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

@Suite struct APIOptionTests {
    @Test(arguments: [
        ("v1", "/v1/P/cloudservers/S"), ("v2.1", "/v2.1/P/servers/S"), ("v2", "/v2/P/servers/S"),
        ("nova", "/v2.1/servers/S"),
    ])
    func `a call can choose its API`(api: String, path: String) throws {
        let fixture = try RunbookFixture()
        try fixture.lines(
            """
            local api = "\(api)"
            server.get(one, { api = api })
            vault.put(one, password.decrypt(password.wait(one, { api = api }), key.load(input.key)))
            password.clear(one, { api = api })
            password.get(one, { api = api })
            """
        )
        let expected = ["GET \(path)", "GET \(path)/os-server-password", "DELETE \(path)/os-server-password"]
        // The key pair is asked for through the API of whoever wants to know.
        #expect(Set(fixture.requestLines.filter { !$0.contains("/os-keypairs/") }) == Set(expected))
        #expect(fixture.setting.requests.allSatisfy { [200, 204].contains($0.status) })
    }

    @Test func `the run's API holds where a call chooses none`() throws {
        let fixture = try RunbookFixture(api: .v2)
        try fixture.lines(#"password.get(one) password.check_flag(one, { api = "v1" })"#)
        #expect(
            fixture.requestLines == [
                "GET /v2/P/servers/S/os-server-password", "GET /v1/P/cloudservers/S/os-resetpwd-flag",
            ]
        )
    }

    @Test(arguments: ["v2.1", "v2", "nova"])
    func `check_flag in an API that cannot tell names the one that can`(api: String) throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure(#"password.check_flag(one, { api = "\#(api)" })"#)
        #expect(error.kind == .unsupported)
        #expect(error.operation == "password.check_flag")
        #expect(error.message.contains("the \(api) API") && error.message.contains("v1 has one"))
        #expect(error.hint?.contains("--api v1") == true)
        #expect(fixture.setting.requests.isEmpty)
    }

    @Test(arguments: ["v2", "nova"])
    func `reset in an API without one stores and sends nothing`(api: String) throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure(#"password.reset(one, { api = "\#(api)" })"#)
        #expect(error.kind == .unsupported)
        #expect(fixture.setting.requests.isEmpty)
        #expect(try fixture.storedFile(fixture.simulatedServer.id) == nil)
    }

    @Test func `the deprecated reset works and says what it is`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(#"password.reset(one, { api = "v2.1" })"#)
        #expect(lines == ["the v2.1 reset is deprecated"])
        #expect(fixture.requestLines == ["PUT /v2.1/P/servers/S/os-reset-password"])
        #expect(try fixture.simulatedServer.pendingPassword != nil)
    }
}
