import AutomationCore
import CloudPasswords
import CloudSimulator
import HTTPTypes
import TestSupport
import Testing

struct ClearTests {
    enum Place: CaseIterable, Sendable {
        case current, pending, history
    }

    private static func record(_ setting: SimulatedSetting) throws -> PasswordRecord? {
        let id = try setting.server.id
        return setting.cloud.withState { $0.server(id)?.record }
    }

    /// Opens the server's sealed password, as a runbook does.
    private static func opened(_ setting: SimulatedSetting) throws -> Secret {
        let (server, service, key) = (try setting.server, setting.service, try setting.privateKey())
        let sealed = try setting.simulation.run { try await service.sealedPassword(of: server) }
        return try #require(sealed).open(with: key)
    }

    @Test(arguments: Place.allCases)
    func `a record is cleared when the vault holds what was in it, wherever it holds it`(place: Place) throws {
        let setting = try SimulatedSetting.settled()
        let secret = try Self.opened(setting)
        let (server, service, store) = (try setting.server, setting.service, setting.vault)
        let cleared = try setting.simulation.run {
            if place == .pending {
                _ = try await store.putPending(secret, for: server)
            } else {
                try await store.put(secret, for: server)
            }
            if place == .history { try await store.put(Secret("Another-Password-1"), for: server) }
            return try await service.clear(server)
        }
        #expect(cleared)
        #expect(try Self.record(setting) == .cleared)
        #expect(setting.steps == ["record cleared"])
        #expect(setting.requests.map(\.method.rawValue) == ["GET", "GET", "DELETE"])
    }

    @Test func `without an entry it is refused, and nothing is deleted`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.clear(server) }
        #expect(error.kind == .secretStore)
        #expect(error.operation == "password.clear")
        #expect(error.server == "win-001")
        #expect(error.message == "refused, because the vault \(setting.vaultPath) has no entry for the server")
        #expect(error.hint?.contains("vault.put it first") == true)
        #expect(setting.requests.map(\.method.rawValue) == ["GET"])
        #expect(setting.steps.isEmpty)
    }

    @Test func `with an entry of another origin it is refused, even when the password is the same`() throws {
        let setting = try SimulatedSetting.settled()
        let secret = try Self.opened(setting)
        let other = Secret(secret.withExposedText { $0 }, sealedDigest: String(repeating: "0", count: 64))
        let (server, service, store) = (try setting.server, setting.service, setting.vault)
        let error = try setting.failure {
            try await store.put(Secret(secret.withExposedText { $0 }), for: server)
            try await store.put(other, for: server)
            return try await service.clear(server)
        }
        #expect(error.kind == .secretStore)
        #expect(error.message.hasSuffix("was not made from the sealed password that the cloud holds"))
        #expect(try Self.record(setting) != .cleared)
        #expect(!setting.requests.contains { $0.method == .delete })
    }

    @Test func `another server's entry does not count`() throws {
        let setting = try SimulatedSetting.settled()
        let secret = try Self.opened(setting)
        let (server, service, store) = (try setting.server, setting.service, setting.vault)
        let error = try setting.failure {
            try await store.put(secret, for: Server(id: "f00"))
            return try await service.clear(server)
        }
        #expect(error.kind == .secretStore)
        #expect(!setting.requests.contains { $0.method == .delete })
    }

    @Test func `a store that cannot be read is a refusal`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, try setting.service(store: StubStore(failing: [.record])))
        let error = try setting.failure { try await service.clear(server) }
        #expect(error.kind == .secretStore)
        #expect(error.message == "the disk is full")
        #expect(error.operation == "password.clear")
        #expect(!setting.requests.contains { $0.method == .delete })
    }

    @Test func `an empty record is left alone, because the injection may be on its way`() throws {
        let setting = try SimulatedSetting()
        let (server, service) = (try setting.server, setting.service)
        let cleared = try setting.simulation.run { try await service.clear(server) }
        #expect(!cleared)
        #expect(setting.steps == ["nothing to clear"])
        #expect(setting.requests.map(\.method.rawValue) == ["GET"])
    }

    @Test func `a second clear finds nothing to clear`() throws {
        let setting = try SimulatedSetting.settled()
        let secret = try Self.opened(setting)
        let (server, service, store) = (try setting.server, setting.service, setting.vault)
        let cleared = try setting.simulation.run {
            try await store.put(secret, for: server)
            return [try await service.clear(server), try await service.clear(server)]
        }
        #expect(cleared == [true, false])
        #expect(setting.requests.count { $0.method == .delete } == 1)
    }

    @Test func `unsaved clears without a look at the store`() throws {
        let setting = try SimulatedSetting.settled()
        let store = StubStore()
        let (server, service) = (try setting.server, try setting.service(store: store))
        #expect(try setting.simulation.run { try await service.clear(server, unsaved: true) })
        #expect(setting.requests.map(\.method.rawValue) == ["DELETE"])
        #expect(store.calls.isEmpty)
        #expect(try Self.record(setting) == .cleared)
    }

    @Test(arguments: [FaultEffect.loseAnswer, .answer(.acceptedFlowControl), .answer(.badGateway)])
    func `a clear whose answer does not come is sent again`(effect: FaultEffect) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(effect, on: [.deleteServerPassword], occurrence: .number(1))
        ])
        let (server, service) = (try setting.server, setting.service)
        #expect(try setting.simulation.run { try await service.clear(server, unsaved: true) })
        #expect(setting.requests.count == 2)
        #expect(try Self.record(setting) == .cleared)
    }

    @Test func `a portal's web page is no proof that anything was cleared`() throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(.htmlWithSuccess))])
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.clear(server, unsaved: true) }
        #expect(error.kind == .cloud)
        #expect(error.status == 200)
        #expect(error.message.contains("web page"))
        #expect(setting.steps.isEmpty)
    }

    @Test func `a clear that is under way is finished by a cancelled task`() throws {
        let setting = try SimulatedSetting.settled { $0.configuration.latency = .seconds(5) ... .seconds(5) }
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        let cleared = try setting.simulation.run {
            let task = Task(executorPreference: world.executor) { try await service.clear(server, unsaved: true) }
            try await world.clock.sleep(for: .seconds(1))
            task.cancel()
            return try await task.value
        }
        #expect(cleared)
        #expect(setting.simulation.clock.now.offset == .seconds(5))
    }
}
