import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct ServerListTests {
    private static func list(_ fixture: inout Fixture, _ query: String = "") -> Answer {
        fixture.send(.get, "/v1/\(fixture.project)/cloudservers/detail\(query)")
    }

    private static func names(_ answer: Answer) -> [String] {
        var names: [String] = []
        while let name = answer["servers/\(names.count)/name"] { names.append(name) }
        return names
    }

    @Test func `the offset is the number of a page`() throws {
        var fixture = try Fixture(servers: 60)
        for query in ["", "?offset=0", "?offset=1"] {
            let answer = Self.list(&fixture, query)
            #expect(answer.status == 200)
            #expect(answer["count"] == "60")
            #expect(Self.names(answer).count == 25)
            #expect(Self.names(answer).first == "win-001")
        }
        #expect(Self.names(Self.list(&fixture, "?offset=3")).first == "win-051")
        #expect(Self.names(Self.list(&fixture, "?offset=3")).count == 10)
        #expect(Self.names(Self.list(&fixture, "?offset=2&limit=40")).count == 20)
        let beyond = Self.list(&fixture, "?offset=4")
        #expect(beyond["count"] == "60")
        #expect(Self.names(beyond).isEmpty)
        #expect(Self.list(&fixture, "?offset=\(Int.max)&limit=1000").text == #"{"count":60,"servers":[]}"#)
    }

    @Test(arguments: ["limit=1001", "limit=0", "limit=x", "offset=-1", "offset=x"])
    func `what is out of range is refused`(query: String) throws {
        var fixture = try Fixture()
        let answer = Self.list(&fixture, "?" + query)
        #expect(answer.status == 400)
        #expect(answer["error/code"] == "Ecs.0005")
    }

    @Test func `an entry is the server's detail`() throws {
        var fixture = try Fixture()
        let entry = Self.list(&fixture).text
        let detail = fixture.send(.get, fixture.ecsPath).text.dropFirst(#"{"server":"#.count).dropLast()
        #expect(entry == #"{"count":1,"servers":["# + detail + "]}")
    }

    @Test func `names match anywhere, without case, and as expressions`() throws {
        var fixture = try Fixture(servers: 12)
        fixture.cloud.addServer(name: "Web.Server 1")
        #expect(Self.names(Self.list(&fixture, "?name=N-01")) == ["win-010", "win-011", "win-012"])
        #expect(Self.names(Self.list(&fixture, "?name=%5Ewin-00%5B12%5D%24")) == ["win-001", "win-002"])
        #expect(Self.names(Self.list(&fixture, "?name=web.server+1")) == ["Web.Server 1"])
        #expect(Self.names(Self.list(&fixture, "?name=%5B")).isEmpty)
        let page = Self.list(&fixture, "?name=win&limit=5&offset=3")
        #expect(page["count"] == "12")
        #expect(Self.names(page) == ["win-011", "win-012"])
    }

    @Test func `a status takes in those on the way back to it`() throws {
        var fixture = try Fixture(servers: 3)
        _ = fixture.reboot()
        let stopped = fixture.cloud.servers[1].id
        _ = fixture.send(.post, "/v2.1/servers/\(stopped)/action", #"{"os-stop":null}"#)
        fixture.pass(31)
        #expect(Self.names(Self.list(&fixture, "?status=ACTIVE")) == ["win-001", "win-003"])
        #expect(Self.names(Self.list(&fixture, "?status=REBOOT")) == ["win-001"])
        #expect(Self.names(Self.list(&fixture, "?status=SHUTOFF")) == ["win-002"])
        #expect(Self.names(Self.list(&fixture, "?status=NONSENSE")).isEmpty)
        fixture.pass(30)
        #expect(Self.names(Self.list(&fixture, "?status=REBOOT")).isEmpty)
    }

    @Test func `flavors, addresses, tags and enterprise projects`() throws {
        var fixture = try Fixture(servers: 3)
        let id = fixture.cloud.servers[1].id
        fixture.cloud.update(id) {
            $0.flavor = SimulatedFlavor(id: "c7.large.2", processors: 2, memory: 4096)
            $0.tags = ["stage=test", "team=a"]
        }
        let address = fixture.cloud.servers[1].address
        for query in [
            "flavor=c7.large.2", "ip_eq=\(address)", "tags=stage%3Dtest", "tags=team", "tags=team&not-tags=owner",
            "ip=\(address.dropFirst(4))",
        ] {
            #expect(Self.names(Self.list(&fixture, "?" + query)) == ["win-002"])
        }
        #expect(Self.names(Self.list(&fixture, "?not-tags=stage")) == ["win-001", "win-003"])
        #expect(Self.names(Self.list(&fixture, "?enterprise_project_id=all_granted_eps")).count == 3)
        #expect(Self.names(Self.list(&fixture, "?enterprise_project_id=c1a2")).isEmpty)
    }

    @Test func `servers asked for by id come all, the unknown ones with an id and a fault alone`() throws {
        var fixture = try Fixture(servers: 40)
        let ids = fixture.cloud.servers.map(\.id)
        let unknown = "00000000-0000-4000-8000-000000000000"
        let answer = Self.list(&fixture, "?server_id=\(ids[3]),\(unknown)&server_id=\(ids[1])&name=nobody&limit=1")
        #expect(answer["count"] == "3")
        #expect(answer["servers/0/name"] == "win-004")
        #expect(answer["servers/1/id"] == unknown)
        #expect(answer["servers/1/name"] == nil)
        #expect(answer["servers/1/fault/code"] == "404")
        #expect(answer["servers/2/name"] == "win-002")
        #expect(answer.text.contains(#""fault":null"#))
        #expect(Self.list(&fixture, "?server_id=" + ids.joined(separator: ","))["count"] == "40")
        let many = (0...100).map { "00000000-0000-4000-8000-\(100_000_000_000 + $0)" }.joined(separator: ",")
        #expect(Self.list(&fixture, "?server_id=" + many).status == 400)
        #expect(Self.list(&fixture, "?server_id=").status == 400)
    }

    @Test func `a list of thousands is no work of minutes`() throws {
        var fixture = try Fixture(servers: 10_000)
        fixture.pass(700)
        let started = ContinuousClock.now
        var seen = 0
        for page in 1...10 {
            let answer = Self.list(&fixture, "?limit=1000&offset=\(page)")
            seen += answer.text.components(separatedBy: #""OS-SRV-USG:launched_at""#).count - 1
        }
        #expect(seen == 10_000)
        #expect(ContinuousClock.now - started < .seconds(60))
        // Nobody asked for a password, so none was sealed.
        #expect(fixture.cloud.servers.allSatisfy { $0.record == .empty })
    }
}
