import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct ServerCallTests {
    private static func server(_ value: Value) throws -> Server {
        guard case .object(let object) = value, let server = object as? Server else {
            throw AutomationError(.script, "got \(value.typeName)")
        }
        return server
    }

    private static func servers(_ value: Value) throws -> [Server] {
        guard case .list(let values) = value else { throw AutomationError(.script, "got \(value.typeName)") }
        return try values.map(server)
    }

    @Test func `list gives all servers, or those that fit`() throws {
        let setting = try SimulatedSetting(servers: 2) { $0.addLinuxServer(name: "web-1") }
        let call = PluginCalls(setting)
        let (all, some, none) = try setting.simulation.run {
            let all = try await call("server.list")
            let some = try await call(
                "server.list",
                .record(["name_contains": .string("web"), "status": .string("active")])
            )
            let none = try await call("server.list", .record(["name": .string("web"), "api": .string("nova")]))
            return (try Self.servers(all), try Self.servers(some), try Self.servers(none))
        }
        #expect(all.map(\.name) == ["win-001", "win-002", "web-1"])
        #expect(some.map(\.name) == ["web-1"])
        #expect(some.first?.detail?.osType == "Linux")
        #expect(none.isEmpty)
    }

    @Test func `find takes an id or a name`() throws {
        let setting = try SimulatedSetting(servers: 2)
        let call = PluginCalls(setting)
        let id = setting.servers[1].id
        let (byID, byName) = try setting.simulation.run {
            (
                try Self.server(try await call("server.find", .string(id))),
                try Self.server(try await call("server.find", .string("win-002")))
            )
        }
        #expect(byID == byName)
        #expect(byID.detail?.status == "ACTIVE")
        let error = try call.failure("server.find", .string("win-003"))
        #expect(error.kind == .notFound)
        #expect(error.operation == "server.find")
        #expect(error.message.contains("did you mean"))
    }

    @Test func `stop, restart, reboot and wait_for give the server as it is then`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        let id = Value.string(try #require(setting.servers.first).id)
        let statuses = try setting.simulation.run {
            var statuses = [try Self.server(try await call("server.stop", id, .record(["mode": .string("hard")])))]
            statuses.append(try Self.server(try await call("server.restart", id)))
            statuses.append(try Self.server(try await call("server.reboot", id, .record(["api": .string("v2.1")]))))
            statuses.append(try Self.server(try await call("server.stop", id, .record(["wait": .boolean(false)]))))
            statuses.append(try Self.server(try await call("server.wait_for", id, .string("shutoff"))))
            statuses.append(try Self.server(try await call("server.start", id)))
            return statuses.map { $0.detail?.status }
        }
        #expect(statuses == ["SHUTOFF", "ACTIVE", "ACTIVE", "ACTIVE", "SHUTOFF", "ACTIVE"])
        let error = try call.failure("server.wait_for", id, .string("SHUTOFF"), .record(["timeout": .string("30s")]))
        #expect(error.kind == .timeout)
    }
}
