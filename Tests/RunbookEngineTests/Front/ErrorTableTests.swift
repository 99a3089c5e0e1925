import AutomationCore
import TestSupport
import Testing

@Suite struct ErrorTableTests {
    private static let missing = "00000000-0000-4000-8000-000000000000"

    @Test func `an error is a table with everything that is known`() throws {
        let lines = try RunbookFixture().lines(
            """
            local ok, err = pcall(function()
              password.get("\(Self.missing)")
            end)
            print(ok, type(err), err.kind, err.operation, err.server, err.status, err.code, err.retryable)
            print(err.message)
            print(#err.request_id, err.hint)
            print(err.location)
            print(err.traceback)
            print(err)
            """
        )
        #expect(lines.first == "false\ttable\tnot_found\tpassword.get\t\(Self.missing)\t404\tEcs.0114\tfalse")
        #expect(lines[1] == "there is no server \(Self.missing) in this project")
        #expect(lines[2].hasPrefix("32\tcheck the server's id"))
        #expect(lines[3] == "test.lua:2")
        #expect(lines[4].contains("test.lua:2: in function"))
        #expect(lines[5].hasPrefix("password.get: \(Self.missing): \(lines[1]) (404, Ecs.0114, request "))
        #expect(!lines[5].contains("\n"))
    }

    @Test func `pcall works across waits, and the runbook goes on`() throws {
        let fixture = try RunbookFixture()
        let lines = try fixture.lines(
            """
            local ok, err = pcall(password.wait, one, { timeout = "10s" })
            print(ok, err.kind, err.retryable)
            print(pcall(password.wait, one))
            print(xpcall(password.wait, tostring, one, { timeout = 0, api = "v2" }))
            """
        )
        #expect(lines == ["false\ttimeout\ttrue", "true\t<sealed password>", "true\t<sealed password>"])
    }

    @Test func `a to-be-closed variable is closed when a wait fails`() throws {
        let lines = try RunbookFixture().lines(
            """
            local guard = setmetatable({}, { __close = function(_, err) print("closed", err.kind) end })
            pcall(function()
              local x <close> = guard
              password.wait(one, { timeout = 1 })
            end)
            """
        )
        #expect(lines == ["closed\ttimeout"])
    }

    @Test func `an error that is raised again stays the same table`() throws {
        let lines = try RunbookFixture().lines(
            """
            local _, first = pcall(key.load, "nowhere.pem")
            local _, second = pcall(error, first)
            local _, third = pcall(function() error(second) end)
            print(rawequal(first, second), rawequal(second, third), third.location, third)
            """
        )
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("true\ttrue\ttest.lua:1\tkey.load: the key file nowhere.pem"))
    }

    @Test func `an error that is raised again arrives in the report with all its fields`() throws {
        let fixture = try RunbookFixture()
        let error = try fixture.failure(
            """
            local ok, err = pcall(function()
              password.get("\(Self.missing)")
            end)
            error(err)
            """
        )
        #expect(error.kind == .notFound)
        #expect(error.message == "there is no server \(Self.missing) in this project")
        #expect(error.operation == "password.get")
        #expect(error.server == Self.missing)
        #expect(error.status == 404)
        #expect(error.code == "Ecs.0114")
        #expect(error.requestID?.count == 32)
        #expect(!error.isRetryable)
        #expect(error.hint?.contains("check the server's id") == true)
        #expect(error.location == "test.lua:2")
        #expect(error.traceback?.contains("test.lua:2: in function") == true)
    }

    @Test func `an error of the script's own keeps kind, message, hint and cause`() throws {
        let error = try RunbookFixture().failure(
            """
            local _, err = pcall(key.load, "nowhere.pem")
            error({ kind = "mine", message = "it is not so", hint = "do this", retryable = true, cause = err })
            """
        )
        #expect(error.kind == ErrorKind(rawValue: "mine"))
        #expect(error.message == "it is not so")
        #expect(error.hint == "do this")
        #expect(error.isRetryable)
        #expect(error.cause?.kind == .key)
        #expect(error.cause?.operation == "key.load")
        #expect(error.traceback?.contains("test.lua:2") == true)
    }

    @Test(arguments: [
        (#"error("plain")"#, "test.lua:1: plain"), (#"error("plain", 0)"#, "plain"), ("error(42)", "42"),
        ("error()", "nil"), ("error(one)", "win-001"), ("error({})", "an error without a message"),
        ("error(print)", "function: "), ("assert(nil)", "test.lua:1: assertion failed!"),
        (#"assert(false, "why")"#, "test.lua:1: why"),
        ("local t = {} t.cause = t error(t)", "an error value that cannot be shown"),
    ])
    func `whatever a script raises, the report has one line for it`(lua: String, message: String) throws {
        let error = try RunbookFixture().failure(lua)
        #expect(error.kind == .script)
        #expect(error.message.hasPrefix(message))
        #expect(!error.description.contains("\n"))
    }
}
