import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

@Suite struct FleetTests {
    @Test func `results come per server in the order given, whoever is first`() throws {
        let fixture = try RunbookFixture(servers: 5)
        let lines = try fixture.lines(
            """
            local results = fleet.each(input.servers, function(s)
              password.wait(s)
              print(s.name)
              return s.name .. " is done"
            end)
            for i, r in ipairs(results) do print(i, r.server.id == input.servers[i].id, r.ok, r.value, r.error) end
            """
        )
        let names = (1...5).map { "win-00\($0)" }
        #expect(Set(lines.prefix(5)) == Set(names))
        #expect(lines.prefix(5) != names[...])
        #expect(lines.suffix(5) == names.enumerated().map { "\($0 + 1)\ttrue\ttrue\t\($1) is done\tnil" }[...])
    }

    @Test func `one failure stops no other`() throws {
        let fixture = try RunbookFixture(servers: 2)
        let lines = try fixture.lines(
            """
            local ids = { input.servers[1].id, "no-such-server", input.servers[2].id }
            for _, r in ipairs(fleet.each(ids, function(s) return password.check_flag(s) end)) do
              print(r.ok, r.value, r.error and r.error.kind, r.error and r.error.status, r.error)
            end
            """
        )
        #expect(lines.count == 3)
        #expect(lines[0] == "true\ttrue\tnil\tnil\tnil" && lines[2] == lines[0])
        #expect(lines[1].hasPrefix("false\tnil\tnot_found\t404\tpassword.check_flag: no-such-server: there is no"))
    }

    @Test func `the report tells of every server`() throws {
        let fixture = try RunbookFixture(servers: 3)
        let report = try fixture.run(
            """
            fleet.each(input.servers, function(s)
              if s.name == "win-002" then error("not this one") end
              password.reset(s)
            end)
            """
        )
        #expect(report.error == nil)
        #expect(report.servers.map(\.server.name) == ["win-001", "win-002", "win-003"])
        #expect(report.servers.map(\.error?.message) == [nil, "test.lua:2: not this one", nil])
        #expect(report.servers.map(\.lastStep) == ["new password is current", nil, "new password is current"])
        #expect(report.failedCount == 1)
        #expect(!report.wasInterrupted)
    }

    @Test func `a server's error keeps its traceback`() throws {
        let fixture = try RunbookFixture()
        let report = try fixture.run(
            """
            local function deep(s)
              password.wait(s, { timeout = 1 })
            end
            fleet.each(input.servers, function(s) deep(s) print("never") end)
            """
        )
        let error = try #require(report.servers.first?.error)
        #expect(error.kind == .timeout)
        #expect(error.location == "test.lua:2")
        #expect(error.traceback?.contains("test.lua:4") == true)
    }

    @Test(arguments: [(1, 1), (3, 3), (10, 7), (nil, 7)])
    func `never more servers at once than asked for, and as many`(concurrency: Int?, expected: Int) throws {
        let fixture = try RunbookFixture(servers: 7)
        let options = concurrency.map { "{ concurrency = \($0) }, " } ?? ""
        try fixture.lines("fleet.each(input.servers, \(options)function(s) password.wait(s) end)")
        var (working, most) = (0, 0)
        for event in fixture.setting.events.all {
            if case .serverStarted = event { working += 1 }
            if case .serverFinished = event { working -= 1 }
            most = max(most, working)
        }
        #expect(most == expected)
        #expect(working == 0)
    }

    @Test func `a server that is in the list twice is refused before anything starts`() throws {
        let fixture = try RunbookFixture(servers: 2)
        let error = try fixture.failure("fleet.each({ one, input.servers[2], one.id }, print)")
        #expect(error.kind == .argument)
        #expect(error.operation == "fleet.each")
        #expect(error.message == "the server \(fixture.setting.servers[0].id) is in the list twice")
        #expect(fixture.setting.events.all.isEmpty)
    }

    @Test func `an empty list gives an empty list`() throws {
        let fixture = try RunbookFixture()
        #expect(try fixture.lines("print(#fleet.each({}, print), #fleet.each({}, {}, print))") == ["0\t0"])
    }

    @Test func `options may be left out, empty or nil`() throws {
        let lines = try RunbookFixture().lines(
            """
            local f = function(s) return s.name end
            print(fleet.each(input.servers, f)[1].value)
            print(fleet.each(input.servers, {}, f)[1].value)
            print(fleet.each(input.servers, nil, f)[1].value)
            """
        )
        #expect(lines == ["win-001", "win-001", "win-001"])
    }

    @Test func `what a function returns comes back as it was`() throws {
        let lines = try RunbookFixture().lines(
            """
            local r = fleet.each(input.servers, function(s)
              return { name = s.name, list = { 1, 2, { 3 } }, server = s, call = function(x) return x + 1 end }
            end)[1].value
            print(r.name, #r.list, r.list[3][1], r.server, r.call(41))
            """
        )
        #expect(lines == ["win-001\t3\t3\twin-001\t42"])
    }

    @Test func `a value that cannot come back is that server's error and says why`() throws {
        let lines = try RunbookFixture(servers: 2).lines(
            """
            for _, r in ipairs(fleet.each(input.servers, function(s)
              if s.name == "win-001" then return { 1, x = 2 } end
              return coroutine.create(print)
            end)) do print(r.ok, r.error) end
            """
        )
        #expect(
            lines == [
                "false\tthe result: a table must have either positions 1 to n, without gaps, or named fields",
                "false\tthe result: a thread cannot be passed to the host",
            ]
        )
    }

    @Test func `a fleet inside a fleet works`() throws {
        let fixture = try RunbookFixture(servers: 4)
        let lines = try fixture.lines(
            """
            local s = input.servers
            local groups = { { s[1], s[2] }, { s[3], s[4] } }
            for i, r in ipairs(fleet.each({ "group-1", "group-2" }, function(group)
              local names = {}
              for _, inner in ipairs(fleet.each(groups[tonumber(group.id:sub(-1))], function(x)
                password.wait(x)
                return server.get(x).name
              end)) do names[#names + 1] = inner.value end
              return table.concat(names, "+")
            end)) do print(r.value) end
            """
        )
        #expect(lines == ["win-001+win-002", "win-003+win-004"])
    }
}
