import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

/// The flag comes first, and what follows from it.
struct ResetFlagFirstTests {
    private static func operations(_ setting: SimulatedSetting) -> [SimulatedOperation?] {
        setting.requests.map(\.operation)
    }

    @Test func `the flag is asked for before anything is stored or sent`() throws {
        let setting = try SimulatedSetting.settled()
        let (cloud, events) = (setting.cloud, RecordedEvents())
        let store = StubStore { call in
            let sent = cloud.withState { $0.requests.compactMap { $0.operation?.rawValue } }
            events.receive(.log(.debug, "\(call) after \(sent.joined(separator: ", "))", server: nil))
        }
        let (server, service) = (try setting.server, try setting.service(store: store))
        _ = try setting.simulation.run { try await service.reset(server) }
        #expect(
            events.logLines == [
                "putPending after ShowResetPasswordFlag",
                "promote after ShowResetPasswordFlag, ResetServerPassword",
            ]
        )
    }

    @Test func `a server without the plug-in is refused with advice, and nothing is stored or sent`() throws {
        let setting = try SimulatedSetting(servers: 0) { $0.addServerWithoutResetPlugin() }
        let store = StubStore()
        let (server, service) = (try setting.server, try setting.service(store: store))
        let error = try setting.failure { try await service.reset(server) }
        #expect(error.kind == .conflict)
        #expect(error.operation == "password.reset")
        #expect(error.server == "win-001")
        #expect(error.hint?.contains("CloudResetPwdAgent") == true)
        #expect(store.calls.isEmpty)
        #expect(Self.operations(setting) == [.showResetPasswordFlag])
    }

    @Test func `without the flag the cloud's own refusal tells`() throws {
        let setting = try SimulatedSetting(servers: 0) { $0.addServerWithoutResetPlugin() }
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure {
            var options = ResetOptions()
            options.skipsFlag = true
            return try await service.reset(server, options)
        }
        #expect(error.code == "Ecs.0613")
        #expect(error.hint?.contains("CloudResetPwdAgent") == true)
        #expect(try ResetTests.stored("pending", setting) == nil)
        #expect(try ResetTests.stored("history", setting) != nil)
        #expect(Self.operations(setting) == [.resetServerPassword])
    }

    @Test(arguments: [
        CannedAnswer.ecs(403, "Ecs.0110", "No permission."), .gateway(404, "APIGW.0101", "The API does not exist."),
    ])
    func `who may not see the flag, or has none, is warned and goes on`(answer: CannedAnswer) throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(answer), on: [.showResetPasswordFlag])])
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run { try await service.reset(server) }
        #expect(setting.events.logLines.first?.hasPrefix("whether the server can take a reset is not known") == true)
        #expect(try ResetTests.pendingInCloud(setting) == ResetTests.stored("current", setting))
    }

    @Test(arguments: [CannedAnswer.ecs(404, "Ecs.0114", "No such server."), .gateway(401, "APIGW.0301", "No.")])
    func `what makes the reset fail too stops it before anything is stored`(answer: CannedAnswer) throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(answer), on: [.showResetPasswordFlag])])
        let store = StubStore()
        let (server, service) = (try setting.server, try setting.service(store: store))
        let error = try setting.failure { try await service.reset(server) }
        #expect(error.status == answer.status)
        #expect(store.calls.isEmpty)
        #expect(!Self.operations(setting).contains(.resetServerPassword))
    }

    @Test func `an API without a flag is not asked for one`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run { try await service.reset(server, api: .v2_1) }
        #expect(Self.operations(setting) == [.resetServerPasswordNatively])
    }

    @Test(arguments: [true, false]) func `the cloud's check is on unless told otherwise`(isChecked: Bool) throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run {
            var options = ResetOptions(password: Secret(ResetTests.password))
            #expect(options.isChecked)
            options.isChecked = isChecked
            return try await service.reset(server, options)
        }
        let body = String(decoding: try #require(setting.requests.last).body, as: UTF8.self)
        let expected = #""is_check_password":\#(isChecked),"new_password":"\#(ResetTests.password)""#
        #expect(body == #"{"reset-password":{\#(expected)}}"#)
    }
}
