import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct ResetTests {
    static let password = "Correct-Horse-9"

    /// The password that the cloud has for the server's next start.
    static func pendingInCloud(_ setting: SimulatedSetting) throws -> String? {
        let id = try setting.server.id
        return setting.cloud.withState { $0.server(id)?.pendingPassword }
    }

    /// A password in the server's file in the vault: current, pending or the newest of the history.
    static func stored(_ place: String, _ setting: SimulatedSetting) throws -> String? {
        let stored = try setting.stored(setting.server.id)
        return switch place {
        case "current": stored?.current
        case "pending": stored?.pending
        default: stored?.history.first
        }
    }

    @Test(arguments: [CloudAPI.v1, .v2_1])
    func `a generated password keeps the rules and is the same here, in the vault and in the cloud`(
        api: CloudAPI
    ) throws {
        for seed in UInt64(1)...10 {
            let setting = try SimulatedSetting.settled(seed: seed)
            let (server, service) = (try setting.server, setting.service)
            let password = try setting.simulation.run { try await service.reset(server, api: api) }
            try PasswordRules.rules(of: api).validate(password)
            let text = password.withExposedText { $0 }
            #expect(try Self.pendingInCloud(setting) == text)
            #expect(try Self.stored("current", setting) == text)
            #expect(try Self.stored("pending", setting) == nil)
            #expect(setting.requests.count == (api == .v1 ? 2 : 1))
            #expect(
                setting.steps == ["new password stored as pending", "reset sent", "new password is current"]
            )
        }
    }

    @Test func `the earlier password stays in the history`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service, store) = (try setting.server, setting.service, setting.vault)
        try setting.simulation.run {
            try await store.put(Secret("Earlier-Password-1"), for: server)
            _ = try await service.reset(server, to: Secret(Self.password))
        }
        #expect(try Self.stored("current", setting) == Self.password)
        #expect(try Self.stored("history", setting) == "Earlier-Password-1")
    }

    @Test func `the password is in the store before anything is sent`() throws {
        let setting = try SimulatedSetting.settled()
        let (cloud, events) = (setting.cloud, RecordedEvents())
        let store = StubStore { call in
            let sent = cloud.withState { $0.requests.count }
            events.receive(.log(.debug, "\(call) after \(sent) requests", server: nil))
        }
        let (server, service) = (try setting.server, try setting.service(store: store))
        _ = try setting.simulation.run { try await service.reset(server, to: Secret(Self.password)) }
        #expect(events.logLines == ["putPending after 1 requests", "promote after 2 requests"])
    }

    @Test(
        arguments: [
            ("short", nil), ("alllowercase", nil), ("With Space 12", nil), ("Xadministrator1", nil),
            ("Deployer-12345", "deployer"),
        ] as [(String, String?)]
    )
    func `a password that breaks a rule is neither stored nor sent`(password: String, userName: String?) throws {
        let setting = try SimulatedSetting.settled()
        let store = StubStore()
        let (server, service) = (try setting.server, try setting.service(store: store))
        let error = try setting.failure {
            try await service.reset(server, to: Secret(password), userName: userName)
        }
        #expect(error.kind == .policy)
        #expect(error.operation == "password.reset")
        #expect(error.server == "win-001")
        #expect(!error.message.contains(password))
        #expect(store.calls.isEmpty)
        #expect(setting.requests.isEmpty)
        #expect(setting.events.all.isEmpty)
    }

    @Test func `without escrow nothing is stored`() throws {
        let setting = try SimulatedSetting.settled()
        let store = StubStore()
        let (server, service) = (try setting.server, try setting.service(store: store))
        let password = try setting.simulation.run { try await service.reset(server, escrow: false) }
        #expect(store.calls.isEmpty)
        #expect(try Self.pendingInCloud(setting) == password.withExposedText { $0 })
        #expect(setting.steps == ["reset sent"])
    }

    @Test func `the deprecated API warns, the current one does not`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run { try await service.reset(server, to: Secret("Dollar-$-123"), api: .v2_1) }
        #expect(setting.events.logLines == ["the v2.1 reset is deprecated"])
        #expect(try Self.pendingInCloud(setting) == "Dollar-$-123")
        _ = try setting.simulation.run { try await service.reset(server, to: Secret(Self.password)) }
        #expect(setting.events.logLines.count == 1)
    }

    @Test func `a reset that is under way is finished by a cancelled task`() throws {
        let setting = try SimulatedSetting.settled { $0.configuration.latency = .seconds(5) ... .seconds(5) }
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) {
                _ = try await service.reset(server, to: Secret(Self.password))
            }
            // Behind the answer about the flag, which takes five seconds too.
            try await world.clock.sleep(for: .seconds(6))
            task.cancel()
            try await task.value
        }
        #expect(try Self.stored("current", setting) == Self.password)
        #expect(try Self.pendingInCloud(setting) == Self.password)
    }

    @Test func `a task that was cancelled before stores and sends nothing`() throws {
        let setting = try SimulatedSetting.settled()
        let store = StubStore()
        let world = setting.world
        let (server, service) = (try setting.server, try setting.service(store: store))
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) {
                withUnsafeCurrentTask { $0?.cancel() }
                _ = try await service.reset(server, to: Secret(Self.password))
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(store.calls.isEmpty)
        #expect(setting.requests.isEmpty)
    }
}
