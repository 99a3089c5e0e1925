import AutomationCore
import CloudSimulator
import TestSupport
import Testing

@Suite struct ServerTests {
    @Test func `server get fills all fields`() throws {
        let lines = try RunbookFixture().lines(
            """
            local s = server.get(one.id)
            print(s, s.id == one.id, s.name, s.status, s.os_type, s.key_name, s.launched_at)
            """
        )
        #expect(lines == ["win-001\ttrue\twin-001\tACTIVE\tWindows\tKeyPair-test\t2027-01-15T08:00:00Z"])
    }

    @Test func `what is not known of a server is nil`() throws {
        let fixture = try RunbookFixture(servers: 0) { $0.addServerWithoutKeyPair(name: "bare") }
        let lines = try fixture.lines("print(one.name, one.status, one.os_type) print(server.get(one).key_name)")
        #expect(lines == ["bare\tnil\tnil", "nil"])
    }

    @Test func `a server is opaque and cannot be changed`() throws {
        let fixture = try RunbookFixture()
        #expect(try fixture.failure(#"one.name = "other""#).message.contains("belongs to the host"))
        #expect(try fixture.lines("print(getmetatable(one), type(one), one == one)") == ["false\tuserdata\ttrue"])
    }
}
