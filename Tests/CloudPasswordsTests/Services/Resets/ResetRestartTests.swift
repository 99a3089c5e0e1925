import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

/// A restart after the reset, and what is known then.
struct ResetRestartTests {
    private static func reset(
        _ setting: SimulatedSetting,
        _ change: @escaping @Sendable (inout ResetOptions) -> Void = { _ in }
    ) throws -> ResetOutcome {
        let (server, service) = (try setting.server, setting.service)
        return try setting.simulation.run {
            var options = ResetOptions()
            options.restart = .soft
            change(&options)
            return try await service.reset(server, options)
        }
    }

    @Test func `without a restart the password waits for the next one`() throws {
        let setting = try SimulatedSetting.settled()
        let outcome = try Self.reset(setting) { $0.restart = nil }
        #expect(
            outcome.confirmation
                == .unconfirmed("the cloud has taken it; it takes effect when the server starts next")
        )
        #expect(!outcome.isRestarted)
    }

    @Test(arguments: [CloudAPI.v1, .v2_1], [true, false])
    func `after a restart the guest has it, which no API tells`(api: CloudAPI, isRunning: Bool) throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service)
        if !isRunning { _ = try setting.simulation.run { try await service.servers.stop(server) } }
        let outcome = try Self.reset(setting) { $0.api = api }
        #expect(outcome.isRestarted)
        #expect(outcome.confirmation.word == "unconfirmed")
        #expect(outcome.confirmation.reason?.contains("no API tells") == true)
        #expect(try #require(setting.truePassword(of: server)).matches(outcome.password))
        #expect(setting.steps.suffix(2) == ["new password is current", isRunning ? "rebooted" : "started"])
    }

    @Test(arguments: [CloudAPI.v2_1, .v1])
    func `where nobody may look at the server, only the cloud's job shows that it has restarted`(api: CloudAPI) throws {
        let refused = FaultRule(.answer(CannedAnswer(status: 403)), on: [.showServer, .showServerNatively])
        let setting = try SimulatedSetting.settled(faults: [refused])
        let outcome = try Self.reset(setting) {
            $0.api = api
            $0.probe = { _, _ in api == .v1 }
        }
        #expect(outcome.isRestarted == (api == .v1))
        // A server that may not have restarted yet is not tried: that would say "failed" of what is only not yet.
        #expect(outcome.confirmation.word == (api == .v1 ? "confirmed" : "unconfirmed"))
        if api == .v2_1 { #expect(outcome.confirmation.reason?.contains("nobody may see") == true) }
    }

    @Test func `somebody who tries the password can confirm it, or tell that it failed`() throws {
        for (answer, word) in [(true, "confirmed"), (false, "failed")] {
            let setting = try SimulatedSetting.settled()
            let outcome = try Self.reset(setting) { $0.probe = { _, _ in answer } }
            #expect(outcome.confirmation.word == word)
        }
        let setting = try SimulatedSetting.settled()
        let outcome = try Self.reset(setting) {
            $0.probe = { _, password in
                throw AutomationError(.connection, password.withExposedText { "no log-in with \($0)" })
            }
        }
        #expect(outcome.confirmation.word == "unconfirmed")
        #expect(outcome.confirmation.reason?.hasSuffix("and trying it failed: no log-in with <secret>") == true)
    }

    @Test func `a restart that fails says that the password is stored`() throws {
        let setting = try SimulatedSetting.settled()
        let server = try setting.server
        setting.cloud.withState { $0.update(server.id) { $0.failsToRestart = true } }
        let error = try #require(throws: AutomationError.self) { _ = try Self.reset(setting) }
        #expect(error.code == "Ecs.0227")
        #expect(error.operation == "password.reset")
        #expect(error.hint?.contains("which is stored as current; it takes effect when the server starts next") == true)
        #expect(try ResetTests.stored("current", setting) == ResetTests.pendingInCloud(setting))
    }

    @Test func `a password that nobody else has is stored when the restart fails`() throws {
        let setting = try SimulatedSetting.settled()
        let server = try setting.server
        setting.cloud.withState { $0.update(server.id) { $0.failsToRestart = true } }
        let error = try #require(throws: AutomationError.self) { _ = try Self.reset(setting) { $0.isEscrowed = false } }
        #expect(error.hint?.contains("stored as pending all the same") == true)
        #expect(try ResetTests.stored("pending", setting) == ResetTests.pendingInCloud(setting))
        #expect(try ResetTests.stored("pending", setting) != nil)
    }

    @Test func `a task that is cancelled during the restart loses no password`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) {
                var options = ResetOptions()
                options.isEscrowed = false
                options.restart = .soft
                _ = try await service.reset(server, options)
            }
            try await world.clock.sleep(for: .seconds(20))
            task.cancel()
            // The caller has to hear that the reset itself was done.
            let error = await #expect(throws: AutomationError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(error?.hint?.contains("stored as pending all the same") == true)
            try await world.clock.sleep(for: .seconds(120))
        }
        let stored = try #require(try ResetTests.stored("pending", setting))
        #expect(try #require(setting.truePassword(of: server)).matches(Secret(stored)))
    }

    @Test func `a password that nobody stores is stored when its caller is cancelled`() throws {
        let setting = try SimulatedSetting.settled { $0.configuration.latency = .seconds(2) ... .seconds(2) }
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) {
                var options = ResetOptions()
                options.isEscrowed = false
                _ = try await service.reset(server, options)
            }
            // The flag takes two seconds, and the reset two more.
            try await world.clock.sleep(for: .seconds(3))
            task.cancel()
            _ = await task.result
        }
        #expect(try ResetTests.stored("pending", setting) == ResetTests.pendingInCloud(setting))
        #expect(try ResetTests.stored("pending", setting) != nil)
    }

    @Test func `a second reset is refused while the first one's restart is under way`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service, world) = (try setting.server, setting.service, setting.world)
        try setting.simulation.run {
            let task = Task(executorPreference: world.executor) {
                var options = ResetOptions()
                options.restart = .hard
                return try await service.reset(server, options)
            }
            try await world.clock.sleep(for: .seconds(20))
            let error = await #expect(throws: AutomationError.self) { try await service.reset(server) }
            #expect(error?.kind == .conflict)
            _ = try await task.value
        }
    }
}
