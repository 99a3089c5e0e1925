import AutomationCore
import CloudSimulator
import FoundationEssentials
import RunbookEngine
import TestSupport
import Testing

/// Initial passwords are collected while the run is interrupted at every instant there is.
@Suite(.serialized) struct CollectionTests {
    private static let collect = """
        local private_key = key.load(input.key)
        fleet.each(input.servers, function(s)
          vault.put(s, password.decrypt(password.wait(s), private_key))
          password.clear(s)
        end)
        """

    @Test(arguments: [nil, FaultEffect.loseAnswer])
    func `whenever the plug is pulled, a password that the cloud has forgotten is in the vault`(
        effect: FaultEffect?
    ) async throws {
        let total = try await Self.fixture(effect).jobCount(Self.collect)
        var clearedCounts: Set<Int> = []
        for number in 0...total {
            let fixture = try Self.fixture(effect)
            try await fixture.run(Self.collect, unpluggedBeforeJob: number)
            #expect(try Self.lostServers(fixture) == [], "unplugged before job \(number)")
            clearedCounts.insert(fixture.simulatedServers.count { $0.record == .cleared })
        }
        #expect(clearedCounts.isSuperset(of: [0, 2]))
    }

    @Test func `whenever it is cancelled, a password that the cloud has forgotten is in the vault`() async throws {
        let total = try await Self.fixture(nil).jobCount(Self.collect)
        var clearedCounts: Set<Int> = []
        for number in 0...total {
            let fixture = try Self.fixture(nil)
            _ = try await fixture.run(Self.collect, cancelledBeforeJob: number)
            #expect(try Self.lostServers(fixture) == [], "cancelled before job \(number)")
            clearedCounts.insert(fixture.simulatedServers.count { $0.record == .cleared })
        }
        #expect(clearedCounts.isSuperset(of: [0, 2]))
    }

    @Test func `a runbook that swallows its cancellation and goes on is ended`() async throws {
        let fixture = try RunbookFixture()
        let report = try await fixture.run("while true do pcall(password.wait, one) end", cancelledBeforeJob: 40)
        #expect(report.wasInterrupted)
        #expect(report.error?.kind == .cancelled)
    }

    @Test func `a cancelled wait raises an error that pcall and close see`() async throws {
        let fixture = try RunbookFixture()
        let report = try await fixture.run(
            """
            local x <close> = setmetatable({}, { __close = function() print("closed") end })
            local ok, err = pcall(password.wait, one)
            print(ok, err.kind)
            error(err)
            """,
            cancelledBeforeJob: 12
        )
        #expect(report.error?.kind == .cancelled)
        #expect(fixture.setting.events.logLines == ["false\tcancelled", "closed"])
        #expect(fixture.setting.simulation.clock.now.offset < .seconds(300))
    }

    @Test func `servers that a cancelled run has not begun with are reported so`() async throws {
        let fixture = try RunbookFixture(servers: 3)
        let report = try await fixture.run(
            "fleet.each(input.servers, { concurrency = 1 }, function(s) password.wait(s) end)",
            cancelledBeforeJob: 30
        )
        #expect(report.wasInterrupted)
        #expect(report.servers.map(\.error?.kind) == [.cancelled, .cancelled, .cancelled])
        #expect(report.servers.map(\.error?.message).suffix(2) == ["not started", "not started"])
    }

    @Test func `a runbook that clears first and stores afterwards is caught by these tests`() async throws {
        let careless = """
            fleet.each(input.servers, function(s)
              local secret = password.decrypt(password.wait(s), key.load(input.key))
              password.clear(s, { unsaved = true })
              vault.put(s, secret)
            end)
            """
        let total = try await Self.fixture(nil).jobCount(careless)
        var lost = 0
        for number in stride(from: 0, through: total, by: 3) {
            let fixture = try Self.fixture(nil)
            try await fixture.run(careless, unpluggedBeforeJob: number)
            lost += try Self.lostServers(fixture).count
        }
        #expect(lost > 0)
    }

    /// The servers whose record is cleared and whose password is not in the vault.
    private static func lostServers(_ fixture: RunbookFixture) throws -> [String] {
        try fixture.simulatedServers.filter { server in
            guard server.record == .cleared else { return false }
            return try fixture.storedFile(server.id)?.passwords.contains(server.password) != true
        }.map(\.name)
    }

    private static func fixture(_ effect: FaultEffect?) throws -> RunbookFixture {
        try RunbookFixture(servers: 2) { cloud in
            cloud.configuration.latency = .milliseconds(5) ... .milliseconds(50)
            // The first look finds the password: there is nothing new in a second one.
            for server in cloud.servers {
                cloud.update(server.id) { $0.injectedAt = $0.launchedAt.addingTimeInterval(290) }
            }
            guard let effect else { return }
            for server in cloud.servers {
                cloud.faults.add(
                    FaultRule(effect, on: [.deleteServerPassword], serverID: server.id, occurrence: .number(1))
                )
            }
        }
    }
}
