import AutomationCore
import TestSupport
import Testing

@Suite struct LogTests {
    @Test func `each function of log writes a line of its level`() throws {
        let fixture = try RunbookFixture()
        try fixture.run(#"log.debug("a") log.info("b") log.warn("c") log.error("d")"#)
        #expect(
            fixture.setting.events.all == [
                .log(.debug, "a", server: nil), .log(.info, "b", server: nil),
                .log(.warning, "c", server: nil), .log(.error, "d", server: nil),
            ]
        )
    }

    @Test func `values of every sort are on one line`() throws {
        let lines = try RunbookFixture().lines(
            #"log.info("two\nlines", 1, 2.5, true, nil, { 1, { b = "x", a = one } }, print)"#
        )
        #expect(lines == ["two lines 1 2.5 true nil {1, {a = win-001, b = x}} <function>"])
    }

    @Test func `an error table is shown with its message`() throws {
        let lines = try RunbookFixture().lines(
            #"local _, err = pcall(key.load, "nowhere.pem") log.warn("failed: " .. tostring(err))"#
        )
        #expect(
            lines == ["failed: key.load: the key file nowhere.pem cannot be read: no such file or directory"]
        )
    }

    @Test func `print goes to the log, its values joined by tabs`() throws {
        let fixture = try RunbookFixture()
        try fixture.run(#"print("a", 1, nil, one) print()"#)
        #expect(
            fixture.setting.events.all == [
                .log(.info, "a\t1\tnil\twin-001", server: nil), .log(.info, "", server: nil),
            ]
        )
    }

    @Test func `print shows a text that is not UTF-8 as far as it can be read`() throws {
        #expect(try RunbookFixture().lines(#"print("caf\xe9 open")"#) == ["caf\u{FFFD} open"])
    }

    @Test func `lines of a fleet name their server`() throws {
        let fixture = try RunbookFixture(servers: 2)
        try fixture.run(#"fleet.each(input.servers, function(s) log.info("hello") print("there") end)"#)
        let logged = fixture.setting.events.all.filter { if case .log = $0 { true } else { false } }
        let servers = fixture.setting.servers.map { Server(id: $0.id, name: $0.name) }
        #expect(
            logged
                == servers.flatMap {
                    [RunEvent.log(.info, "hello", server: $0), .log(.info, "there", server: $0)]
                }
        )
    }
}
