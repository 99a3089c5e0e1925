import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct NativeServerListTests {
    private static let prefixes = ["/v2.1/{project}", "/v2/{project}", "/v2.1"]

    private static func names(_ answer: Answer) -> [String] {
        var names: [String] = []
        while let name = answer["servers/\(names.count)/name"] { names.append(name) }
        return names
    }

    /// The path of a link, without the endpoint.
    private static func next(_ answer: Answer) -> String? {
        guard answer["servers_links/0/rel"] == "next" else { return nil }
        return answer["servers_links/0/href"]?.replacingOccurrences(of: "http://cloud.test", with: "")
    }

    @Test(arguments: prefixes, ["/servers", "/servers/detail"])
    func `links lead through all servers`(prefix: String, path: String) throws {
        var fixture = try Fixture(servers: 25)
        let path = prefix.replacingOccurrences(of: "{project}", with: fixture.project) + path
        var target: String? = path + "?limit=10&name=win"
        var seen: [String] = []
        var pages = 0
        while let current = target, pages < 10 {
            #expect(current.hasPrefix(path + "?"))
            let answer = fixture.send(.get, current)
            #expect(answer.status == 200)
            #expect((answer["servers/0/status"] != nil) == path.hasSuffix("/detail"))
            seen += Self.names(answer)
            pages += 1
            target = Self.next(answer)
        }
        #expect(pages == 3)
        #expect(seen == fixture.cloud.servers.map(\.name))
    }

    @Test func `a full last page has a link to an empty one`() throws {
        var fixture = try Fixture(servers: 4)
        let last = fixture.send(.get, "/v2.1/servers?limit=2&marker=\(fixture.cloud.servers[1].id)")
        #expect(Self.names(last) == ["win-003", "win-004"])
        let next = try #require(Self.next(last))
        #expect(fixture.send(.get, next).text == #"{"servers":[]}"#)
        #expect(fixture.send(.get, "/v2.1/servers?limit=0").text == #"{"servers":[]}"#)
    }

    @Test func `a limit above the maximum is refused by Huawei and cut by Nova`() throws {
        var fixture = try Fixture(servers: 1001)
        let refused = fixture.send(.get, "/v2.1/\(fixture.project)/servers?limit=1001")
        #expect(refused.status == 403)
        #expect(refused["forbidden/code"] == "403")
        let cut = fixture.send(.get, "/v2.1/servers?limit=1001")
        #expect(cut.text.components(separatedBy: #""name":"#).count == 1001)
        #expect(Self.next(cut) != nil)
        #expect(fixture.send(.get, "/v2.1/\(fixture.project)/servers").status == 200)
    }

    @Test(arguments: ["marker=00000000-0000-4000-8000-000000000000", "marker=", "limit=-1", "limit=x"])
    func `a bad marker or limit is refused`(query: String) throws {
        var fixture = try Fixture()
        let answer = fixture.send(.get, "/v2.1/\(fixture.project)/servers/detail?" + query)
        #expect(answer.status == 400)
        #expect(answer["badRequest/code"] == "400")
    }

    @Test func `filters by name, status, flavor and image`() throws {
        var fixture = try Fixture(servers: 3)
        fixture.cloud.addLinuxServer()
        func names(_ query: String) -> [String] {
            Self.names(fixture.send(.get, "/v2.1/\(fixture.project)/servers?" + query))
        }
        #expect(names("name=%5Ewin-002%24") == ["win-002"])
        #expect(names("status=active").count == 4)
        #expect(names("status=SHUTOFF").isEmpty)
        #expect(names("image=\(SimulatedImage.debian12.id)") == ["lin-004"])
        #expect(names("flavor=m1.tiny").isEmpty)
        #expect(names("all_tenants=1&changes-since=2020").count == 4)
    }

    @Test func `an unknown token and another project are refused`() throws {
        var fixture = try Fixture()
        let other = String(repeating: "0", count: 32)
        #expect(fixture.send(.get, "/v2.1/\(other)/servers/detail").status == 400)
        #expect(fixture.send(.get, "/v1/\(other)/cloudservers/detail")["error/code"] == "Ecs.0023")
        fixture.token = "stale"
        #expect(fixture.send(.get, "/v2.1/servers/detail").status == 401)
        #expect(fixture.send(.get, "/v1/\(fixture.project)/cloudservers/detail").status == 401)
    }
}
