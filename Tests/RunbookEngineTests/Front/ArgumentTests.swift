import AutomationCore
import TestSupport
import Testing

@Suite struct ArgumentTests {
    @Test(arguments: [
        ("password.wait()", "password.wait", #"argument 1 "server": expected a server or its id, got nil"#),
        ("password.wait(7)", "password.wait", #"argument 1 "server": expected a server or its id, got 7"#),
        (#"password.wait("")"#, "password.wait", #"argument 1 "server": expected a server or its id, got string"#),
        (
            #"password.wait(one, { timeout = "soon" })"#, "password.wait",
            #"option "timeout": expected a duration ("90s", "10m" or a number of seconds), got string"#
        ),
        (
            "password.wait(one, { timeout = -1 })", "password.wait",
            #"option "timeout": expected a duration ("90s", "10m" or a number of seconds), got -1"#
        ),
        (
            #"password.wait(one, { timout = "1m" })"#, "password.wait",
            #"there is no option "timout"; did you mean "timeout"?"#
        ),
        (
            #"password.wait(one, "1m")"#, "password.wait",
            "the options must be a table with named fields, got string"
        ),
        ("password.wait(one, {}, 3)", "password.wait", "takes at most 2 arguments, got 3"),
        (
            #"password.get(one, { api = true })"#, "password.get",
            #"option "api": expected one of "v1", "v2.1", "v2", "nova", got true"#
        ),
        (
            "password.decrypt(one, one)", "password.decrypt",
            #"argument 1 "sealed": expected a sealed password, got server"#
        ),
        (
            "password.clear(one, { unsaved = 1 })", "password.clear",
            #"option "unsaved": expected a boolean, got 1"#
        ),
        ("vault.put(one)", "vault.put", #"argument 2 "secret": expected a secret or a string, got nil"#),
        ("key.load(password)", "key.load", #"argument 1 "path": expected a string, got table"#),
        (
            "fleet.each(one, print)", "fleet.each",
            #"argument 1 "servers": expected a list, each element a server or its id, got server"#
        ),
        ("fleet.each(input.servers)", "fleet.each", #"argument 2 "fn": expected a function, got nil"#),
        (
            "fleet.each(input.servers, { concurrency = 0 }, print)", "fleet.each",
            #"option "concurrency": expected at least 1, got 0"#
        ),
        (
            "fleet.each(input.servers, { concurrency = 1.5 }, print)", "fleet.each",
            #"option "concurrency": expected a whole number, got 1.5"#
        ),
    ])
    func `a wrong argument is named with what was expected and what was given`(
        lua: String,
        operation: String,
        message: String
    ) throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure("\n" + lua)
        #expect(error.kind == .argument)
        #expect(error.description == "\(operation): \(message)")
        #expect(error.location == "test.lua:2")
        #expect(fixture.setting.requests.isEmpty)
    }

    @Test(arguments: ["{ 1, nil, 3 }", "{ 1, x = 2 }", "{ [2] = 1 }", "{ [true] = 1 }"])
    func `a table that is neither a list nor named fields is refused instead of losing values`(table: String) throws {
        let error = try RunbookFixture().failure("log.info(\(table))")
        #expect(error.kind == .argument)
        #expect(error.message.contains("log.info: a table must have"))
    }

    @Test func `a table that contains itself is refused`() throws {
        let error = try RunbookFixture().failure("local t = {} t.t = t log.info(t)")
        #expect(error.kind == .argument)
        #expect(error.message.contains("contains itself"))
    }

    @Test func `a coroutine cannot be passed`() throws {
        let error = try RunbookFixture().failure("log.info(coroutine.create(print))")
        #expect(error.kind == .argument)
        #expect(error.message == "log.info: a thread cannot be passed to the host")
    }

    @Test func `a wait inside a sort is refused with a reason`() throws {
        let error = try RunbookFixture().failure("table.sort({1, 2}, function() return password.get(one) ~= nil end)")
        #expect(error.kind == ErrorKind(rawValue: "wait"))
        #expect(error.message.contains("password.get has to wait"))
    }
}
