import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

/// What is in the vault when a reset does not go through: never less than the truth.
struct ResetFailureTests {
    private static let password = ResetTests.password
    private static let mayBeDone = "stays stored as pending, because the reset may have been carried out"

    /// Resets under these faults, which are expected to be too much.
    private static func failure(
        _ faults: [FaultRule],
        api: CloudAPI = .v1
    ) throws -> (error: AutomationError, setting: SimulatedSetting) {
        let resets: Set<SimulatedOperation> = [.resetServerPassword, .resetServerPasswordNatively]
        let setting = try SimulatedSetting.settled(
            faults: faults.map { FaultRule($0.effect, on: resets, occurrence: $0.occurrence) }
        )
        let (server, service, store) = (try setting.server, setting.service, setting.vault)
        try setting.simulation.run { try await store.put(Secret("Earlier-Password-1"), for: server) }
        let error = try setting.failure { try await service.reset(server, to: Secret(password), api: api) }
        #expect(error.operation == "password.reset")
        #expect(error.server == "win-001")
        #expect(try ResetTests.stored("current", setting) == "Earlier-Password-1")
        return (error, setting)
    }

    @Test func `a store that fails keeps everything from being sent`() throws {
        let setting = try SimulatedSetting.settled()
        let store = StubStore(failing: [.putPending])
        let (server, service) = (try setting.server, try setting.service(store: store))
        let error = try setting.failure { try await service.reset(server, to: Secret(Self.password)) }
        #expect(error.kind == .secretStore)
        #expect(error.message == "the disk is full")
        #expect(error.hint == "make room")
        #expect(error.operation == "password.reset")
        #expect(setting.requests.map(\.operation) == [.showResetPasswordFlag])
        #expect(setting.steps.isEmpty)
        #expect(store.calls == [.putPending])
    }

    @Test func `a store that fails afterwards is reported with what the cloud has done`() throws {
        let setting = try SimulatedSetting.settled()
        let store = StubStore(failing: [.promote])
        let (server, service) = (try setting.server, try setting.service(store: store))
        let error = try setting.failure { try await service.reset(server, to: Secret(Self.password)) }
        #expect(error.kind == .secretStore)
        #expect(error.hint == "make room; the cloud has taken the new password, which stays stored as pending")
        #expect(try ResetTests.pendingInCloud(setting) == Self.password)
    }

    @Test(arguments: [
        CannedAnswer.ecs(400, "Ecs.0100", "Wrong status."), .ecs(401, "Common.0013", "Invalid token."),
        .gateway(403, "APIGW.0302", "Denied."), .ecs(404, "Ecs.0114", "No such server."), .throttled,
    ])
    func `a refused password moves from pending to the history`(answer: CannedAnswer) throws {
        let (error, setting) = try Self.failure([FaultRule(.answer(answer))])
        #expect(error.status == answer.status)
        #expect(error.hint?.contains(Self.mayBeDone) != true)
        #expect(try ResetTests.stored("pending", setting) == nil)
        #expect(try ResetTests.stored("history", setting) == Self.password)
    }

    @Test func `a password whose request did not leave moves from pending to the history`() throws {
        let (error, setting) = try Self.failure([FaultRule(.refuseConnection)])
        #expect(error.isUnsent)
        #expect(error.hint?.contains(Self.mayBeDone) != true)
        #expect(try ResetTests.stored("pending", setting) == nil)
        #expect(try ResetTests.stored("history", setting) == Self.password)
    }

    @Test func `a request that does not leave after a lost answer does not undo what may have been done`() throws {
        let (error, setting) = try Self.failure([
            FaultRule(.loseAnswer, occurrence: .number(1)), FaultRule(.refuseConnection),
        ])
        #expect(try ResetTests.pendingInCloud(setting) == Self.password)
        #expect(error.isUnsent)
        #expect(error.cause?.isUnsent == false)
        #expect(error.hint?.contains(Self.mayBeDone) == true)
        #expect(try ResetTests.stored("pending", setting) == Self.password)
    }

    @Test func `a store that cannot withdraw does not hide the cloud's refusal`() throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(.ecs(400, "Ecs.0100", "Wrong status.")), on: [.resetServerPassword])
        ])
        let (server, service) = (try setting.server, try setting.service(store: StubStore(failing: [.withdraw])))
        let error = try setting.failure { try await service.reset(server, to: Secret(Self.password)) }
        #expect(error.code == "Ecs.0100")
        #expect(
            error.hint?.hasSuffix("the refused password could not be withdrawn and stays stored as pending") == true
        )
    }

    @Test(arguments: [
        FaultEffect.loseAnswer, .loseRequest, .replaceAnswer(.gatewayTimeout), .replaceAnswer(.badGateway),
        .replaceAnswer(.ecs(500, "Common.0001", "System error.")), .replaceAnswer(.htmlWithSuccess),
        .delay(.seconds(600)),
    ])
    func `when nobody can know, the password stays pending and the hint says why`(effect: FaultEffect) throws {
        let (error, setting) = try Self.failure([FaultRule(effect)])
        #expect(error.hint?.contains(Self.mayBeDone) == true)
        #expect(try ResetTests.stored("pending", setting) == Self.password)
        #expect(setting.steps == ["new password stored as pending"])
    }

    @Test(arguments: [
        CannedAnswer.ecs(400, "Ecs.0100", "Wrong status."), .ecs(401, "Common.0013", "Invalid token."), .throttled,
    ])
    func `a refusal after a lost answer does not undo what may have been done`(answer: CannedAnswer) throws {
        let (error, setting) = try Self.failure([
            FaultRule(.loseAnswer, occurrence: .number(1)), FaultRule(.answer(answer)),
        ])
        #expect(try ResetTests.pendingInCloud(setting) == Self.password)
        #expect(error.status == answer.status)
        #expect(error.cause?.kind == .connection)
        #expect(error.hint?.contains(Self.mayBeDone) == true)
        #expect(try ResetTests.stored("pending", setting) == Self.password)
    }

    @Test(arguments: [
        FaultEffect.loseAnswer, .loseRequest, .refuseConnection, .replaceAnswer(.gatewayTimeout), .answer(.throttled),
        .answer(.acceptedFlowControl),
    ])
    func `what goes wrong once is tried again, with the same password`(effect: FaultEffect) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(effect, on: [.resetServerPassword], occurrence: .number(1))
        ])
        let (server, service) = (try setting.server, setting.service)
        let password = try setting.simulation.run { try await service.reset(server) }
        let text = password.withExposedText { $0 }
        let resets = setting.requests.filter { $0.operation == .resetServerPassword }
        #expect(resets.count == 2)
        #expect(resets.first?.body == resets.last?.body)
        #expect(try ResetTests.pendingInCloud(setting) == text)
        #expect(try ResetTests.stored("current", setting) == text)
        #expect(try ResetTests.stored("pending", setting) == nil)
    }

    @Test(arguments: [
        CannedAnswer.htmlWithSuccess, CannedAnswer(status: 200, body: #"{"error":{"code":"X.1","message":"No."}}"#),
    ])
    func `the deprecated API's success is not a web page, and not an error`(answer: CannedAnswer) throws {
        let (error, setting) = try Self.failure([FaultRule(.answer(answer))], api: .v2_1)
        #expect(error.kind == .cloud)
        #expect(error.status == 200)
        #expect(try ResetTests.stored("pending", setting) == Self.password)
    }

    @Test func `a second reset keeps the first one's uncertain password in the history`() throws {
        let (_, setting) = try Self.failure([FaultRule(.loseAnswer, occurrence: .upTo(6))])
        let (server, service) = (try setting.server, setting.service)
        _ = try setting.simulation.run { try await service.reset(server, to: Secret("Another-Horse-8")) }
        #expect(try ResetTests.stored("current", setting) == "Another-Horse-8")
        #expect(try ResetTests.stored("history", setting) == "Earlier-Password-1")
        let store = setting.vault
        let record = try setting.simulation.run { try await store.record(for: server) }
        #expect(record?.history.count == 2)
        #expect(record?.pending == nil)
    }
}
