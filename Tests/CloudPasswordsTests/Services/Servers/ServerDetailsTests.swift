import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct ServerDetailsTests {
    private static func details(
        _ setting: SimulatedSetting,
        _ servers: [Server]? = nil,
        api: CloudAPI = .v1
    ) throws -> [Result<Server, AutomationError>] {
        let service = setting.service.servers
        let servers = servers ?? setting.servers
        return try setting.simulation.run { try await service.details(of: servers, api: api) }
    }

    @Test(arguments: [(1, 1), (2, 1), (100, 1), (101, 2), (250, 3)])
    func `with the current API one request is enough for a hundred`(count: Int, requests: Int) throws {
        let setting = try ServerListTests.setting(count)
        let found = try Self.details(setting)
        #expect(try found.map { try $0.get().id } == setting.servers.map(\.id))
        #expect(try found.allSatisfy { try $0.get().detail?.status == "ACTIVE" })
        #expect(setting.requests.count == requests)
    }

    @Test func `with the native API a list is read where that is less`() throws {
        let setting = try ServerListTests.setting(250)
        #expect(try Self.details(setting, api: .v2_1).count == 250)
        #expect(setting.requests.count == 3)
        let few = [setting.servers[0], setting.servers[240]]
        let found = try Self.details(setting, few, api: .v2_1)
        #expect(try found.map { try $0.get().id } == few.map(\.id))
        #expect(setting.requests.count <= 3 + 3)
    }

    @Test(arguments: [CloudAPI.v1, .v2_1])
    func `a server that does not exist fails alone`(api: CloudAPI) throws {
        let setting = try ServerListTests.setting(3)
        let missing = Server(id: "00000000-0000-4000-8000-000000000000", name: "gone")
        let found = try Self.details(setting, [setting.servers[0], missing, setting.servers[2]], api: api)
        #expect(found.map { (try? $0.get())?.name } == ["win-001", nil, "win-003"])
        guard case .failure(let error) = found[1] else { return }
        #expect(error.kind == .notFound)
        #expect(error.server == "gone")
    }

    @Test func `who may not list asks for one after the other, and does not try again`() throws {
        let refused = FaultRule(.answer(.ecs(403, "Ecs.0110", "No permission.")), on: [.listServers])
        let setting = try ServerListTests.setting(3, faults: [refused])
        for round in 1...2 {
            #expect(try Self.details(setting).compactMap { try? $0.get() }.count == 3)
            #expect(setting.requests.count { $0.operation == .listServers } == 2)
            #expect(setting.requests.count { $0.operation == .showServer } == 3 * round)
        }
    }

    @Test func `a cloud in trouble is not asked for each`() throws {
        let setting = try ServerListTests.setting(50, faults: [FaultRule(.loseRequest)])
        let found = try Self.details(setting)
        #expect(found.count == 50)
        for case .failure(let error) in found { #expect(error.kind == .connection) }
        #expect(setting.requests.count == 6)
    }
}
