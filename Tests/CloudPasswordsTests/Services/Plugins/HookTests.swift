import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct HookTests {
    private static func isStored(_ server: Server, _ setting: SimulatedSetting) throws -> Bool {
        let store = setting.vault
        return try setting.simulation.run { try await store.record(for: server) } != nil
    }

    @Test func `a reset that a hook forbids stores nothing and sends nothing`() throws {
        let setting = try SimulatedSetting.settled()
        let hook = RecordingHook(forbidding: "password.reset")
        let (server, service) = (try setting.server, try setting.service(hooks: [hook]))
        let error = try setting.failure { try await service.reset(server) }
        #expect(error.kind == .vetoed)
        #expect(error.description == "password.reset: win-001: only between 2 and 4 in the morning")
        #expect(setting.requests.isEmpty)
        #expect(try Self.isStored(server, setting) == false)
        #expect(hook.all == ["before password.reset"])
    }

    @Test func `hooks are asked in order and told in the opposite one`() throws {
        let setting = try SimulatedSetting.settled()
        let (first, second) = (RecordingHook(), RecordingHook())
        let (server, service) = (try setting.server, try setting.service(hooks: [first, second]))
        _ = try setting.simulation.run { try await service.reset(server) }
        #expect(first.all == ["before password.reset", "after password.reset: done"])
        #expect(second.all == first.all)
    }

    @Test func `who has allowed what another one forbids hears that nothing comes of it`() throws {
        let setting = try SimulatedSetting.settled()
        let (first, second) = (RecordingHook(), RecordingHook(forbidding: "password.reset"))
        let third = RecordingHook()
        let (server, service) = (try setting.server, try setting.service(hooks: [first, second, third]))
        _ = try setting.failure { try await service.reset(server) }
        #expect(first.all == ["before password.reset", "after password.reset: vetoed"])
        #expect(second.all == ["before password.reset"])
        #expect(third.all == [])
        #expect(setting.requests.isEmpty)
    }

    @Test func `a hook hears of a failure, and what fails in it afterwards changes nothing`() throws {
        let refused = FaultRule(.answer(CannedAnswer(status: 403)), on: [.resetServerPassword])
        let setting = try SimulatedSetting.settled(faults: [refused])
        let hook = RecordingHook(failsAfter: true)
        let (server, service) = (try setting.server, try setting.service(hooks: [hook]))
        let error = try setting.failure { try await service.reset(server) }
        #expect(error.kind == .forbidden)
        #expect(hook.all == ["before password.reset", "after password.reset: forbidden"])
        #expect(
            setting.events.logLines.contains { $0.contains("a hook failed after password.reset: the book is full") }
        )
    }

    @Test func `a restart is an operation of its own`() throws {
        let setting = try SimulatedSetting.settled()
        let hook = RecordingHook(forbidding: "server.reboot")
        let (server, service) = (try setting.server, try setting.service(hooks: [hook]))
        let error = try setting.failure {
            var options = ResetOptions()
            options.restart = .soft
            return try await service.reset(server, options)
        }
        #expect(error.kind == .vetoed)
        #expect(error.hint?.contains("takes effect when the server starts next") == true)
        #expect(hook.all == ["before password.reset", "before server.reboot", "after password.reset: vetoed"])
    }

    @Test func `a record that a hook keeps is not cleared`() throws {
        let setting = try SimulatedSetting.settled()
        let hook = RecordingHook(forbidding: "password.clear")
        let (server, service) = (try setting.server, try setting.service(hooks: [hook]))
        let error = try setting.failure { try await service.clear(server, unsaved: true) }
        #expect(error.kind == .vetoed)
        #expect(setting.requests.isEmpty)
    }

    @Test func `of a batch, only the server that a hook forbids is left out`() throws {
        let setting = try SimulatedSetting(servers: 3)
        let servers = setting.servers
        let hook = RecordingHook(forbidding: servers[1].id)
        let service = try setting.service(hooks: [hook])
        let outcome = try setting.simulation.run { try await service.resetAll(servers) }
        #expect(outcome.servers.map(\.confirmation.word) == ["unconfirmed", "failed", "unconfirmed"])
        #expect(hook.all.filter { $0.hasPrefix("after") }.count == 2)
        #expect(try Self.isStored(servers[1], setting) == false)
    }
}
