import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct ServerFindTests {
    private static func resolve(_ setting: SimulatedSetting, _ texts: [String], verifying: Bool = false) throws
        -> [Server]
    {
        let service = setting.service.servers
        return try setting.simulation.run { try await service.resolve(texts, verifying: verifying) }
    }

    @Test func `an id costs no request`() throws {
        let setting = try ServerListTests.setting(2)
        let ids = setting.servers.map(\.id)
        #expect(try Self.resolve(setting, ids.reversed()).map(\.id) == ids.reversed())
        #expect(setting.requests.isEmpty)
        #expect(ServerService.isID(ids[0]))
        for text in ["", "web-01", "4f6d0d9e-8c1a-4c5f-9a53", "4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b5g"] {
            #expect(!ServerService.isID(text))
        }
    }

    @Test func `many names cost one listing`() throws {
        let setting = try ServerListTests.setting(40)
        let names = setting.servers.compactMap(\.name)
        let found = try Self.resolve(setting, names.reversed() + [setting.servers[0].id])
        #expect(found.map(\.id) == setting.servers.map(\.id).reversed() + [setting.servers[0].id])
        #expect(setting.requests.map(\.query) == ["name=win-0&offset=1&limit=100"])
    }

    @Test func `a name means the server that has it letter for letter`() throws {
        let setting = try ServerListTests.setting(0) { cloud in
            for name in ["web", "web-1", "Web", "web.1"] { cloud.addServer(name: name) }
        }
        for (index, name) in ["web", "web-1", "Web", "web.1"].enumerated() {
            #expect(try Self.resolve(setting, [name]).map(\.id) == [setting.servers[index].id])
        }
    }

    @Test func `a name that several have is an error that lists their ids`() throws {
        let setting = try ServerListTests.setting(0) { cloud in
            for _ in 1...3 { cloud.addServer(name: "web") }
        }
        let service = setting.service.servers
        let error = try setting.failure { try await service.find("web") }
        #expect(error.kind == .input)
        #expect(error.operation == "server.find")
        #expect(error.message == #"the name "web" belongs to 3 servers"#)
        for server in setting.servers { #expect(error.hint?.contains(server.id) == true) }
    }

    @Test func `a name that nobody has is an error with the nearest one`() throws {
        let setting = try ServerListTests.setting(3)
        let service = setting.service.servers
        let error = try setting.failure { try await service.find("wn-002") }
        #expect(error.kind == .notFound)
        #expect(error.message == #"there is no server with the id or the name "wn-002" (did you mean "win-002"?)"#)
        let both = try setting.failure { try await service.resolve(["win-001", "nobody", "win-0O3"]) }
        #expect(both.message.contains(#""nobody", "win-0O3" (did you mean "#))
    }

    @Test func `what looks like an id may be a name, when that is asked for`() throws {
        let name = "4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b52"
        let setting = try ServerListTests.setting(1) { $0.addServer(name: name) }
        #expect(try Self.resolve(setting, [name], verifying: true).map(\.id) == [setting.servers[1].id])
        let known = try Self.resolve(setting, [setting.servers[0].id], verifying: true)
        #expect(known.first?.name == "win-001")
        let service = setting.service.servers
        let error = try setting.failure {
            try await service.find("00000000-0000-4000-8000-000000000000", verifying: true)
        }
        #expect(error.kind == .notFound)
    }
}
