import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct PowerTests {
    /// The first server as the cloud has it now.
    static func simulated(_ setting: SimulatedSetting) throws -> SimulatedServer {
        let (id, now) = (try setting.server.id, setting.simulation.clock.wallTime)
        return try #require(setting.cloud.withState { $0.server(id, at: now) })
    }

    /// What was sent to change the power.
    static func orders(_ setting: SimulatedSetting) throws -> [String] {
        let id = try setting.server.id
        return setting.requests.filter { $0.operation == .changePower || $0.operation == .changePowerNatively }.map {
            String(decoding: $0.body, as: UTF8.self).replacing(id, with: "S")
        }
    }

    @Test(arguments: CloudAPI.choices)
    func `stop, start and reboot wait until it is done`(api: CloudAPI) throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        let statuses = try setting.simulation.run {
            let stopped = try await service.stop(server, api: api)
            let started = try await service.start(stopped, api: api)
            let rebooted = try await service.reboot(started, mode: .hard, api: api)
            return [stopped, started, rebooted].map { $0.detail?.status }
        }
        #expect(statuses == ["SHUTOFF", "ACTIVE", "ACTIVE"])
        #expect(try Self.simulated(setting).transition == nil)
        let expected =
            api == .v1
            ? [
                #"{"os-stop":{"servers":[{"id":"S"}],"type":"SOFT"}}"#, #"{"os-start":{"servers":[{"id":"S"}]}}"#,
                #"{"reboot":{"servers":[{"id":"S"}],"type":"HARD"}}"#,
            ] : [#"{"os-stop":null}"#, #"{"os-start":null}"#, #"{"reboot":{"type":"HARD"}}"#]
        #expect(try Self.orders(setting) == expected)
        #expect(setting.steps == ["stopped", "started", "rebooted"])
        // 30, 45 and 60 seconds, each noticed within a pause or two.
        #expect((135...200).contains(setting.simulation.clock.wallTime.timeIntervalSince(SimulatedSetting.start)))
    }

    @Test func `a server that is as it should be is left alone`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        try setting.simulation.run {
            _ = try await service.start(server)
            _ = try await service.stop(server)
            _ = try await service.stop(server)
        }
        #expect(try Self.orders(setting).count == 1)
        #expect(setting.steps == ["is started already", "stopped", "is stopped already"])
    }

    @Test(arguments: [CloudAPI.v1, .nova])
    func `restart starts what is stopped and reboots what runs`(api: CloudAPI) throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        try setting.simulation.run {
            try await service.restart(server, api: api)
            try await service.stop(server, api: api)
            try await service.restart(server, api: api)
        }
        #expect(setting.steps == ["rebooted", "stopped", "started"])
    }

    @Test func `an earlier change is waited for`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        try setting.simulation.run {
            try await service.stop(server, waiting: false)
            try await service.restart(server)
        }
        #expect(setting.steps == ["started"])
        #expect(try Self.orders(setting).count == 2)
    }

    @Test func `without waiting only the order is sent`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.reboot(server, waiting: false) }
        #expect(try Self.simulated(setting).status == "REBOOT")
        #expect(setting.requests.count == 2)
    }

    @Test func `a job that fails is told with the cloud's reason`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        setting.cloud.withState { $0.update(server.id) { $0.failsToRestart = true } }
        let error = try setting.failure { try await service.reboot(server) }
        #expect(error.message == "the cloud's job failed: Failed to restart the ECS.")
        #expect(error.code == "Ecs.0227")
        #expect(error.kind == .conflict)
        #expect(error.hint?.contains("hard reboot") == true)
        #expect(error.operation == "server.reboot")
        #expect(error.server == "win-001")
    }

    @Test func `what the cloud refuses is an error at once`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.stop(server) }
        let error = try setting.failure { try await service.reboot(server) }
        #expect(error.kind == .conflict)
        #expect(error.code == "Ecs.0100")
        #expect(try Self.orders(setting).count == 2)
    }

    @Test func `who may not look at the server still waits for the job`() throws {
        let refused = FaultRule(.answer(.ecs(403, "Ecs.0110", "No permission.")), on: [.showServer])
        let setting = try SimulatedSetting.settled(faults: [refused])
        let (server, service) = (try setting.server, setting.service.servers)
        _ = try setting.simulation.run { try await service.restart(server) }
        #expect(try Self.simulated(setting).status == "ACTIVE")
        #expect(setting.requests.count { $0.operation == .showJob } > 2)
        #expect(setting.events.logLines.first?.contains("nobody waits") == true)
    }

    @Test func `a wait for a status is told, and ends with its time`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service.servers)
        let error = try setting.failure {
            try await service.waitForStatus(of: server, ["shutoff"], timeout: .seconds(60))
        }
        #expect(error.kind == .timeout)
        #expect(error.message == "gave up waiting for the status SHUTOFF after 1m; the server is ACTIVE")
        #expect(error.operation == "server.wait_for")
        #expect(setting.simulation.clock.wallTime == SimulatedSetting.start.addingTimeInterval(60))
        let waits = setting.events.all.compactMap { event -> Duration? in
            if case .waiting(_, "the status SHUTOFF", let next, _) = event { next } else { nil }
        }
        #expect(waits.count == setting.requests.count - 1)
        #expect((Duration.seconds(1.7)...Duration.seconds(2.3)).contains(try #require(waits.first)))
        #expect(waits.allSatisfy { $0 <= .seconds(11.5) })
    }

    @Test func `a server in ERROR is not waited for, and one that has gone is DELETED`() throws {
        let answer = CannedAnswer(status: 200, body: #"{"server":{"id":"s-1","status":"ERROR"}}"#)
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(answer), occurrence: .number(1))])
        let service = setting.service.servers
        let missing = Server(id: "00000000-0000-4000-8000-000000000000")
        let error = try setting.failure { try await service.waitForStatus(of: missing, ["ACTIVE"]) }
        #expect(error.kind == .conflict)
        let gone = try setting.simulation.run { try await service.waitForStatus(of: missing, ["DELETED"]) }
        #expect(gone.detail?.status == "DELETED")
        #expect(try setting.failure { try await service.waitForStatus(of: missing, ["ACTIVE"]) }.kind == .notFound)
    }
}
