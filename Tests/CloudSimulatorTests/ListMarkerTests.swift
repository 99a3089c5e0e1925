import AutomationCore
import CloudSimulator
import HTTPTypes
import Testing

@Suite struct ListMarkerTests {
    @Test func `Huawei's own list begins after a marker, wherever the offset points`() throws {
        var fixture = try Fixture(servers: 5)
        fixture.pass(1)
        let ids = fixture.cloud.servers.map(\.id)
        let path = "/v1/\(fixture.project)/cloudservers/detail"
        let answer = fixture.send(.get, path + "?limit=2&offset=9&marker=\(ids[1])")
        #expect(answer.status == 200)
        #expect(answer["count"] == "5")
        #expect((0...2).map { answer["servers/\($0)/id"] } == [ids[2], ids[3], nil])
        #expect(fixture.send(.get, path + "?marker=\(ids[4])").text.contains(#""servers":[]"#))
        #expect(fixture.send(.get, path + "?marker=nonsense").status == 400)
    }
}
