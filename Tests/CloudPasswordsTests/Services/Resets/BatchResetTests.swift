import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct BatchResetTests {
    private static let password = ResetTests.password

    private static func reset(
        _ setting: SimulatedSetting,
        _ servers: [Server]? = nil,
        isDryRun: Bool = false,
        service: PasswordService? = nil
    ) throws -> BatchResetOutcome {
        let (service, servers) = (service ?? setting.service, servers ?? setting.servers)
        return try setting.simulation.run {
            try await service.resetAll(servers, to: Secret(password), isDryRun: isDryRun)
        }
    }

    private static func record(_ setting: SimulatedSetting, _ server: Server) throws -> SecretRecord? {
        let store = setting.vault
        return try setting.simulation.run { try await store.record(for: server) }
    }

    private static func pending(_ setting: SimulatedSetting) -> [String?] {
        setting.cloud.withState { $0.servers.map(\.pendingPassword) }
    }

    @Test func `all servers get the same password with one request, and a warning says so`() throws {
        let setting = try ServerListTests.setting(5)
        let service = setting.service
        let servers = setting.servers
        let outcome = try setting.simulation.run { try await service.resetAll(servers + servers) }
        #expect(outcome.servers.map(\.server.id) == servers.map(\.id))
        #expect(outcome.servers.allSatisfy { $0.confirmation.word == "unconfirmed" && $0.error == nil })
        let text = outcome.password.withExposedText { $0 }
        #expect(Self.pending(setting) == Array(repeating: text, count: 5))
        #expect(setting.requests.count == 1)
        #expect(setting.events.logLines.first?.hasPrefix("5 servers get the same password") == true)
        for server in servers {
            let record = try #require(try Self.record(setting, server))
            #expect(record.current != nil)
            #expect(record.pending == nil)
        }
    }

    @Test func `every password is in the store before anything is sent`() throws {
        let setting = try ServerListTests.setting(3)
        let (cloud, events) = (setting.cloud, RecordedEvents())
        let store = StubStore { call in
            events.receive(.log(.debug, "\(call) \(cloud.withState { $0.requests.count })", server: nil))
        }
        _ = try Self.reset(setting, service: try setting.service(store: store))
        let (before, after) = (Array(repeating: "putPending 0", count: 3), Array(repeating: "promote 1", count: 3))
        #expect(events.logLines == before + after)
    }

    @Test func `more than a thousand servers take more than one request`() throws {
        let setting = try ServerListTests.setting(1001)
        let outcome = try Self.reset(setting, service: try setting.service(store: StubStore()))
        #expect(outcome.servers.count == 1001)
        #expect(Self.pending(setting).allSatisfy { $0 == Self.password })
        #expect(setting.requests.count == 2)
    }

    @Test func `a dry run stores nothing and changes nothing`() throws {
        let setting = try ServerListTests.setting(2) { $0.addServerWithoutResetPlugin() }
        let store = StubStore()
        let outcome = try Self.reset(setting, isDryRun: true, service: try setting.service(store: store))
        #expect(outcome.servers.map(\.confirmation.word) == ["unconfirmed", "unconfirmed", "failed"])
        #expect(outcome.servers.first?.confirmation.reason == "the cloud would take it; nothing was changed")
        #expect(outcome.servers.last?.error?.code == "ECS.0613")
        #expect(store.calls.isEmpty)
        #expect(Self.pending(setting) == [nil, nil, nil])
    }

    @Test func `what fails for one server is told for it alone, and the others have theirs`() throws {
        let setting = try ServerListTests.setting(2) { $0.addServerWithoutResetPlugin(name: "bare") }
        let gone = Server(id: "00000000-0000-4000-8000-000000000000", name: "gone")
        let outcome = try Self.reset(setting, setting.servers + [gone])
        #expect(outcome.servers.map(\.confirmation.word) == ["unconfirmed", "unconfirmed", "failed", "failed"])
        let (bare, missing) = (outcome.servers[2].error, outcome.servers[3].error)
        #expect(bare?.server == "bare")
        #expect(bare?.hint?.contains("CloudResetPwdAgent") == true)
        #expect(missing?.kind == .notFound)
        #expect(missing?.server == "gone")
        #expect(Self.pending(setting) == [Self.password, Self.password, nil])
        for server in setting.servers.prefix(2) { #expect(try Self.record(setting, server)?.current != nil) }
        // Refused for certain: nothing is pending, and what was refused is in the history all the same.
        for server in [setting.servers[2], gone] {
            let record = try #require(try Self.record(setting, server))
            #expect(record.current == nil)
            #expect(record.pending == nil)
            #expect(record.history.count == 1)
        }
        // The answer names only those that failed; a second one names the others.
        #expect(setting.requests.count == 2)
    }

    @Test(arguments: [FaultEffect.loseAnswer, .replaceAnswer(.gatewayTimeout), .replaceAnswer(.htmlWithSuccess)])
    func `when nobody can know, every password stays pending`(effect: FaultEffect) throws {
        let setting = try ServerListTests.setting(2, faults: [FaultRule(effect)])
        let outcome = try Self.reset(setting)
        for item in outcome.servers {
            #expect(item.error?.hint?.contains("stays stored as pending, because the reset may have been") == true)
            #expect(item.error?.server == item.server.name)
            #expect(try Self.record(setting, item.server)?.pending != nil)
        }
        #expect(outcome.servers.count == 2)
    }

    @Test(arguments: ["ECS.0100", "Ecs.9999"])
    func `a failure after a lost answer, or one that nobody knows, withdraws nothing`(code: String) throws {
        let setting = try ServerListTests.setting(1)
        let server = try #require(setting.servers.first)
        let item = #"{"id":"\#(server.id)","error_code":"\#(code)","error_message":"busy"}"#
        let partial = #"{"error":{"code":"Ecs.0611","message":"failed"},"internalError":[\#(item)]}"#
        let second = FaultRule(.answer(CannedAnswer(status: 400, body: partial)))
        // With a known code only the lost first answer leaves it open.
        let lost = code == "ECS.0100" ? [FaultRule(.loseAnswer, occurrence: .number(1))] : []
        setting.cloud.withState { $0.faults = FaultPlan(lost + [second]) }
        let outcome = try Self.reset(setting)
        #expect(outcome.servers.map(\.confirmation.word) == ["failed"])
        #expect(outcome.servers.first?.error?.hint?.contains("stays stored as pending") == true)
        #expect(try Self.record(setting, server)?.pending != nil)
    }

    @Test func `a refusal of the whole batch is withdrawn for every server`() throws {
        let refused = CannedAnswer.ecs(403, "Ecs.0110", "No permission.")
        let setting = try ServerListTests.setting(2, faults: [FaultRule(.answer(refused))])
        let outcome = try Self.reset(setting)
        for item in outcome.servers {
            #expect(item.error?.kind == .forbidden)
            #expect(try Self.record(setting, item.server)?.pending == nil)
            #expect(try Self.record(setting, item.server)?.history.count == 1)
        }
    }

    @Test func `servers that an answer does not name stay pending`() throws {
        let answer = CannedAnswer(status: 200, body: #"{"response":[]}"#)
        let setting = try ServerListTests.setting(2, faults: [FaultRule(.replaceAnswer(answer))])
        let outcome = try Self.reset(setting)
        #expect(outcome.servers.allSatisfy { $0.confirmation.reason?.contains("stays stored as pending") == true })
        for server in setting.servers { #expect(try Self.record(setting, server)?.pending != nil) }
    }

    @Test(arguments: [
        FaultEffect.refuseConnection, .answer(.ecs(403, "Ecs.0110", "No permission.")),
    ])
    func `what an earlier round may have done is not withdrawn for what a later one meets`(effect: FaultEffect) throws {
        let setting = try ServerListTests.setting(1) { cloud in
            cloud.addServerWithoutResetPlugin(name: "bare")
            // The first answer names only the one that failed.
            cloud.faults = FaultPlan([FaultRule(.delay(.seconds(1)), occurrence: .number(1)), FaultRule(effect)])
        }
        let outcome = try Self.reset(setting)
        let server = try #require(outcome.servers.first)
        #expect(Self.pending(setting).first == Self.password)
        #expect(server.error?.hint?.contains("stays stored as pending") == true)
        #expect(try Self.record(setting, server.server)?.pending != nil)
    }

    @Test func `what the cloud echoes of the password is shown nowhere`() throws {
        let id = "00000000-0000-4000-8000-000000000000"
        let body = #"""
            {"error":{"code":"Ecs.0611","message":"Batch operation failed."},"internalError":[
            {"id":"\#(id)","error_code":"ECS.0011","error_message":"\#(Self.password) is too weak"}]}
            """#
        let setting = try ServerListTests.setting(
            0,
            faults: [
                FaultRule(.answer(CannedAnswer(status: 400, body: body)))
            ]
        )
        let outcome = try Self.reset(setting, [Server(id: id)])
        let error = try #require(outcome.servers.first?.error)
        #expect(error.kind == .policy)
        #expect(error.message.contains("<secret> is too weak"))
        #expect(!"\(outcome)\(setting.events.all)".contains(Self.password))
    }

    @Test func `a server that is being reset already is left out`() throws {
        let setting = try ServerListTests.setting(2) { $0.configuration.latency = .seconds(5) ... .seconds(5) }
        let (servers, service, world) = (setting.servers, setting.service, setting.world)
        let outcome = try setting.simulation.run {
            let task = Task(executorPreference: world.executor) { try await service.reset(servers[0]) }
            try await world.clock.sleep(for: .seconds(1))
            let outcome = try await service.resetAll(servers)
            _ = try await task.value
            return outcome
        }
        #expect(outcome.servers.map { $0.error?.kind } == [.conflict, nil])
    }

    @Test func `a store that fails for a server keeps it from being sent`() throws {
        let setting = try ServerListTests.setting(1)
        let store = StubStore(failing: [.putPending])
        let outcome = try Self.reset(setting, service: try setting.service(store: store))
        #expect(outcome.servers.first?.error?.kind == .secretStore)
        #expect(setting.requests.isEmpty)
    }

    @Test func `a weak password and an API without a batch are refused before anything is stored`() throws {
        let setting = try ServerListTests.setting(2)
        let store = StubStore()
        let (servers, service) = (setting.servers, try setting.service(store: store))
        #expect(try setting.failure { try await service.resetAll(servers, to: Secret("short")) }.kind == .policy)
        let error = try setting.failure { try await service.resetAll(servers, api: .v2_1) }
        #expect(error.kind == .unsupported)
        #expect(error.operation == "password.reset_all")
        #expect(store.calls.isEmpty)
        #expect(setting.requests.isEmpty)
    }
}
