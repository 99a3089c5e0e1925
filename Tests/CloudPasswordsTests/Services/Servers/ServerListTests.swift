import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct ServerListTests {
    /// A setting with this many servers that were launched an hour ago.
    static func setting(
        _ count: Int,
        faults: [FaultRule] = [],
        prepare: (inout SimulatedCloud) -> Void = { _ in }
    ) throws -> SimulatedSetting {
        try SimulatedSetting(servers: 0) { cloud in
            let start = SimulatedSetting.start.addingTimeInterval(-3600)
            for _ in 0..<count { cloud.addServer(launchedAt: start) }
            cloud.faults = FaultPlan(faults)
            prepare(&cloud)
        }
    }

    private static func list(
        _ setting: SimulatedSetting,
        _ filter: ServerFilter = ServerFilter(),
        api: CloudAPI = .v1
    ) throws -> [Server] {
        let service = setting.service.servers
        return try setting.simulation.run { try await service.servers(matching: filter, api: api) }
    }

    @Test(arguments: CloudAPI.choices, [0, 1, 99, 100, 101, 250])
    func `all servers come once, in the cloud's order, over all pages`(api: CloudAPI, count: Int) throws {
        let setting = try Self.setting(count)
        #expect(try Self.list(setting, api: api).map(\.id) == setting.servers.map(\.id))
        // One request behind a full page, which alone does not tell whether it is the last.
        #expect(setting.requests.count == count / 100 + 1)
    }

    @Test func `the current API counts pages, the native one goes on behind a marker`() throws {
        let setting = try Self.setting(101)
        _ = try Self.list(setting)
        #expect(setting.requests.map(\.query) == ["offset=1&limit=100", "offset=2&limit=100"])
        _ = try Self.list(setting, api: .v2_1)
        let last = setting.servers[99].id
        #expect(setting.requests.dropFirst(2).map(\.query) == ["limit=100", "limit=100&marker=\(last)"])
    }

    @Test(arguments: [CloudAPI.v1, .nova])
    func `a server of a list has its detail`(api: CloudAPI) throws {
        let setting = try Self.setting(1)
        let server = try #require(try Self.list(setting, api: api).first)
        #expect(server.name == "win-001")
        #expect(server.detail?.status == "ACTIVE")
        #expect(server.detail?.osType == "Windows")
        #expect(server.detail?.keyName == "KeyPair-test")
        #expect(server.detail?.imageID == setting.cloud.withState { $0.servers[0].imageID })
        #expect(server.detail?.flavorID == setting.cloud.withState { $0.servers[0].flavorID })
        #expect(server.detail?.taskState == nil)
        #expect(server.detail?.isLocked == false)
        #expect(server.detail?.updatedAt == SimulatedSetting.start.addingTimeInterval(-3600))
    }

    @Test(arguments: [CloudAPI.v1, .v2_1])
    func `a filter is exact, whatever the cloud's own search finds`(api: CloudAPI) throws {
        let setting = try Self.setting(0) { cloud in
            for name in ["web", "web-1", "WEB", "my.web", "web.1", "webx1"] { cloud.addServer(name: name) }
            cloud.addServerWithoutKeyPair(name: "bare")
            cloud.addLinuxServer(name: "lin[0]")
        }
        func names(_ filter: ServerFilter) throws -> [String] {
            try Self.list(setting, filter, api: api).compactMap(\.name)
        }
        #expect(try names(ServerFilter(name: "web")) == ["web"])
        #expect(try names(ServerFilter(name: "web.1")) == ["web.1"])
        #expect(try names(ServerFilter(name: "lin[0]")) == ["lin[0]"])
        #expect(try names(ServerFilter(namePart: "web.")) == ["web.1"])
        #expect(try names(ServerFilter(keyName: "KeyPair-test")).count == 6)
        #expect(try names(ServerFilter(status: "active")).count == 8)
        #expect(try names(ServerFilter(status: "SHUTOFF")).isEmpty)
        let linux = setting.cloud.withState { $0.servers[7].imageID }
        #expect(try names(ServerFilter(imageID: linux)) == ["lin[0]"])
        #expect(try names(ServerFilter(flavorID: "none")).isEmpty)
    }

    @Test func `a page that comes again ends the list`() throws {
        let entries = (1...100).map { #"{"id":"s-\#($0)","status":"ACTIVE"}"# }.joined(separator: ",")
        let page = CannedAnswer(status: 200, body: #"{"count":500,"servers":[\#(entries)]}"#)
        for api in [CloudAPI.v1, .v2_1] {
            let setting = try Self.setting(0, faults: [FaultRule(.answer(page))])
            #expect(try Self.list(setting, api: api).count == 100)
            #expect(setting.requests.count == 2)
        }
    }

    @Test func `a list that shrinks meanwhile is read again, so that no server slips through`() throws {
        func page(_ count: Int, _ ids: [Int]) -> CannedAnswer {
            let entries = ids.map { #"{"id":"s-\#($0)","status":"ACTIVE"}"# }.joined(separator: ",")
            return CannedAnswer(status: 200, body: #"{"count":\#(count),"servers":[\#(entries)]}"#)
        }
        // Server 5 goes after the first page was read, and server 101 moves from the second page to the first.
        let all = Array(1...110)
        let left = all.filter { $0 != 5 }
        let setting = try Self.setting(
            0,
            faults: [
                FaultRule(.answer(page(110, Array(all.prefix(100)))), occurrence: .number(1)),
                FaultRule(.answer(page(109, Array(left.dropFirst(100)))), occurrence: .number(2)),
                FaultRule(.answer(page(109, Array(left.prefix(100)))), occurrence: .number(3)),
                FaultRule(.answer(page(109, Array(left.dropFirst(100)))), occurrence: .number(4)),
            ]
        )
        #expect(try Self.list(setting).map(\.id) == left.map { "s-\($0)" })
    }

    @Test func `a marker that has gone makes the list begin again`() throws {
        let gone = CannedAnswer.nova(400, "badRequest", "marker [s] not found")
        let setting = try Self.setting(150, faults: [FaultRule(.answer(gone), occurrence: .number(2))])
        #expect(try Self.list(setting, api: .v2_1).map(\.id) == setting.servers.map(\.id))
        #expect(setting.requests.count == 4)
    }

    @Test func `of a link only the marker is used, wherever the link points to`() throws {
        let link = #"[{"rel":"next","href":"https://evil.example/v2.1/servers?marker=s-1&limit=1"}]"#
        let page = CannedAnswer(
            status: 200,
            body: #"{"servers":[{"id":"s-1","status":"ACTIVE"}],"servers_links":\#(link)}"#
        )
        let setting = try Self.setting(0, faults: [FaultRule(.answer(page), occurrence: .number(1))])
        // The simulator does not know the marker, so that the list begins again, and is empty.
        _ = try Self.list(setting, api: .v2_1)
        #expect(setting.requests[1].query == "limit=100&marker=s-1")
        #expect(Set(setting.requests.map(\.path)).count == 1)
    }

    @Test func `who has rights only within enterprise projects is asked for nothing more`() throws {
        let refused = CannedAnswer.ecs(403, "Ecs.0110", "No permission.")
        let setting = try Self.setting(3, faults: [FaultRule(.answer(refused), occurrence: .number(1))])
        #expect(try Self.list(setting).count == 3)
        #expect(setting.requests.last?.query == "offset=1&limit=100&enterprise_project_id=all_granted_eps")
        #expect(try Self.list(setting).count == 3)
        #expect(setting.requests.count == 3)
    }

    @Test func `who may not list at all is told so`() throws {
        let refused = CannedAnswer.ecs(403, "Ecs.0110", "No permission.")
        let setting = try Self.setting(3, faults: [FaultRule(.answer(refused))])
        let service = setting.service.servers
        let error = try setting.failure { try await service.servers() }
        #expect(error.kind == .forbidden)
        #expect(error.operation == "server.list")
        #expect(error.hint?.contains("ecs:cloudServers:list") == true)
    }

    @Test(arguments: ["{}", "[]", #"{"servers":{}}"#, #"{"servers":[{"name":"without an id"}]}"#, "nonsense"])
    func `an answer that is no list is an error`(body: String) throws {
        let setting = try Self.setting(0, faults: [FaultRule(.answer(CannedAnswer(status: 200, body: body)))])
        let service = setting.service.servers
        let error = try setting.failure { try await service.servers() }
        #expect(error.kind == .cloud)
        #expect(error.message.hasPrefix("expected a list of servers in JSON"))
    }

    @Test func `what is null, missing or of another type does not matter where it is not needed`() throws {
        let odd = #"""
            {"id":"s-1","name":null,"status":"ACTIVE","key_name":5,"metadata":"none","image":"","flavor":[],
            "locked":"no","updated":7,"OS-EXT-STS:task_state":"","OS-EXT-SRV-ATTR:user_data":{"a":[1]}}
            """#
        let page = CannedAnswer(status: 200, body: #"{"servers":[\#(odd)],"count":"1","servers_links":"none"}"#)
        for api in [CloudAPI.v1, .v2_1] {
            let setting = try Self.setting(0, faults: [FaultRule(.answer(page))])
            let server = try #require(try Self.list(setting, api: api).first)
            #expect(server.detail == ServerDetail(status: "ACTIVE", launchedAt: nil, osType: nil, keyName: nil))
        }
    }

    @Test func `a list outlasts what passes`() throws {
        for effect in FaultPlan.passingEffects {
            let setting = try Self.setting(101, faults: [FaultRule(effect, occurrence: .number(2))])
            #expect(try Self.list(setting).count == 101)
        }
    }
}
