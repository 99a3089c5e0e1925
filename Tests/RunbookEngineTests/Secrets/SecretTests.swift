import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

@Suite struct SecretTests {
    /// The secret is the server's true password, which the test knows and the runbook must not be able to show.
    private static let collect =
        "local secret = password.decrypt(password.wait(one), key.load(input.key)) "

    @Test(arguments: [
        "print(secret)", "print(tostring(secret))", "log.info(secret)", "log.error({ secret, { s = secret } })",
        #"print(string.format("%s", secret))"#, #"log.debug(("%-30s"):format(secret))"#,
        "local t = { [secret] = true } for k, v in pairs(t) do print(k, v) end",
        "print(secret == secret, secret ~= one, rawequal(secret, secret), type(secret), getmetatable(secret))",
        "local r = fleet.each(input.servers, function() return secret end) print(r[1].value) log.info(r)",
        "print(select('#', secret), (select(1, secret)))", "print(debug.traceback(secret))",
        "print(table.unpack({ secret }))", "print(pcall(error, secret))", "print(pcall(string.rep, secret, 2))",
        "print(pcall(load, secret))", "print(load('return ' .. tostring(secret)))", "print(tonumber('1'), secret)",
        "print(next({ secret }))", "print(coroutine.wrap(function() coroutine.yield(secret) end)())",
        "vault.put(one, secret) print(vault.has(one))", "print(password.validate(secret))",
        "print(password.reset(one, secret))",
    ])
    func `a runbook that handles a secret comes to its end and shows nothing of it`(lua: String) throws {
        let fixture = try RunbookFixture()
        let report = try fixture.run(Self.collect + lua)
        #expect(report.error == nil)
        try expectHidden(fixture, report)
    }

    @Test(arguments: [
        "error(secret)", "error({ secret = secret })", "error({ message = secret })", "assert(false, secret)",
        "error(setmetatable({}, { __tostring = function() return secret end }))", #"print("x" .. secret)"#,
        "print(secret .. secret)", "print(table.concat({ secret }))", #"print(string.format("%q", secret))"#,
        #"print(string.format("%d", secret))"#, "print(secret.text)", "print(secret.storage)", "secret.text = 1",
        "for k, v in pairs(secret) do print(k, v) end", "print(next(secret))", "print(rawget(secret, 1))",
        "print(#secret)", "print(secret < secret)", "print(secret + 1)", "print(-secret)", "print(secret())",
        "setmetatable(secret, {})", "print(secret:reveal())", "print(secret.reveal(secret))", "print(secret.reveal())",
        "require(secret)", "key.load(secret)", "password.get(secret)", "password.get(one, { api = secret })",
        "server.get(one, { [secret] = 1 })", "password.get(one, secret)", "log.info({ [secret] = 1 })",
        "fleet.each({ secret }, print)", "fleet.each(input.servers, secret)", "password.decrypt(secret, secret)",
        "error(fleet.each(input.servers, function() error(secret) end)[1].error)", "string.rep(secret, 3)(secret)",
        "utf8.len(secret)", "os.date(secret)", "os.time(secret)", "return setmetatable({ secret, x = secret }, {})",
        "password.reset(one, secret, { user = secret })", "password.clear(secret)",
    ])
    func `a runbook that mishandles a secret fails and shows nothing of it`(lua: String) throws {
        let fixture = try RunbookFixture()
        let report = try fixture.run(Self.collect + lua)
        #expect(report.error != nil || report.failedCount > 0)
        try expectHidden(fixture, report)
    }

    @Test func `reveal is refused unless the operator allows it`() throws {
        let error = try RunbookFixture().failure(Self.collect + "print(secret:reveal())")
        #expect(error.kind == .permission)
        #expect(error.operation == "secret:reveal")
        #expect(error.hint?.contains("--reveal") == true)
    }

    @Test func `reveal gives the text when the operator allows it`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(Self.collect + "print(secret:reveal())", allowsReveal: true)
        #expect(lines == [try fixture.simulatedServer.password])
        // So the other tests here look in a place where the text would be found.
        #expect("\(fixture.setting.events.all)".contains(try fixture.simulatedServer.password))
    }

    @Test(arguments: ["secret.reveal()", "secret.reveal(one)", "secret.reveal('x')"])
    func `reveal is for secrets, with a colon`(lua: String) throws {
        let fixture = try RunbookFixture()
        let error = try #require(try fixture.run(Self.collect + lua, allowsReveal: true).error)
        #expect(error.kind == .argument)
        #expect(error.message.hasPrefix("reveal must be called on a secret"))
        #expect(error.message.hasSuffix("with a colon"))
    }

    @Test func `a plain text as a password shows in no error, whatever the cloud says`() throws {
        let planted = "Planted-Zk7-Qw2+Lp9"
        let echo = CannedAnswer.ecs(400, planted, "bad \(planted), again \(planted)")
        let fixture = try RunbookFixture {
            $0.faults.add(FaultRule(.answer(echo), on: [.resetServerPassword]))
        }
        let report = try fixture.run(#"password.reset(one, "\#(planted)")"#)
        #expect(report.error?.message == "the cloud answered: bad <secret>, again <secret>")
        try expectHidden(fixture, report, planted)
    }

    @Test(arguments: [
        #"password.validate(t)"#, #"password.reset(one, t)"#, #"vault.put(t, t)"#, "password.decrypt(t, t)",
        "password.get(one, { api = t })", "password.wait(one, { timeout = t })", "password.reset(one, t, t)",
        "vault.put(one, t, t)", "fleet.each(t, print)", "password.generate { length = t }",
    ])
    func `a plain text as an argument shows in no error`(lua: String) throws {
        // Too long, and of characters that no rule and no id allows.
        let planted = "planted § planted § planted § planted"
        let fixture = try RunbookFixture()
        let report = try fixture.run(#"local t = "\#(planted)" \#(lua)"#)
        #expect(report.error != nil)
        if lua != "vault.put(t, t)" { try expectHidden(fixture, report, planted) }
    }

    private func expectHidden(_ fixture: RunbookFixture, _ report: Any, _ planted: String? = nil) throws {
        let planted = try planted ?? fixture.simulatedServer.initialPassword
        try #require(planted.count >= 16)
        for told in [report, fixture.setting.events.all] as [Any] {
            var dumped = ""
            dump(told, to: &dumped)
            for text in [dumped, "\(told)", String(reflecting: told)] {
                #expect(!text.contains(planted))
            }
        }
    }
}
