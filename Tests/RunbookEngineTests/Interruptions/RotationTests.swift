import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

/// Passwords are replaced while the run is interrupted at every instant there is.
@Suite(.serialized) struct RotationTests {
    /// What happens to the answers of resets beside the interruption.
    enum Trouble: CaseIterable {
        case none, firstAnswerLost, everyAnswerLost
    }

    private static let rotate = """
        fleet.each(input.servers, function(s)
          if password.check_flag(s) then password.reset(s) end
        end)
        """

    @Test(arguments: [Trouble.none, .firstAnswerLost])
    func `whenever it is cancelled, the vault's current password is the one that opens the server`(
        trouble: Trouble
    ) async throws {
        let total = try await Self.fixture(trouble).jobCount(Self.rotate)
        var resetCounts: Set<Int> = []
        for number in 0...total {
            let fixture = try Self.fixture(trouble)
            let report = try await fixture.run(Self.rotate, cancelledBeforeJob: number)
            if number < total / 2 { #expect(report.wasInterrupted) }
            #expect(try Self.serversWithAnotherCurrentPassword(fixture) == [], "cancelled before job \(number)")
            resetCounts.insert(fixture.simulatedServers.count { $0.pendingPassword != nil })
        }
        // From nothing to everything, or the interruptions were all on one side of the resets.
        #expect(resetCounts.isSuperset(of: [0, 2]))
    }

    @Test(arguments: Trouble.allCases)
    func `whenever the plug is pulled, the vault holds every password that may open the server`(
        trouble: Trouble
    ) async throws {
        let total = try await Self.fixture(trouble).jobCount(Self.rotate)
        var resetCounts: Set<Int> = []
        for number in 0...total {
            let fixture = try Self.fixture(trouble)
            try await fixture.run(Self.rotate, unpluggedBeforeJob: number)
            #expect(try Self.serversWithALostPassword(fixture) == [], "unplugged before job \(number)")
            resetCounts.insert(fixture.simulatedServers.count { $0.pendingPassword != nil })
        }
        #expect(resetCounts.isSuperset(of: [0, 2]))
    }

    @Test func `whenever it is cancelled while no answer ever comes, both passwords are kept`() async throws {
        let total = try await Self.fixture(.everyAnswerLost).jobCount(Self.rotate)
        for number in stride(from: 0, through: total, by: 2) {
            let fixture = try Self.fixture(.everyAnswerLost)
            _ = try await fixture.run(Self.rotate, cancelledBeforeJob: number)
            for server in fixture.simulatedServers {
                let file = try #require(try fixture.storedFile(server.id))
                #expect(file.current == server.password, "cancelled before job \(number)")
                #expect(file.pending == server.pendingPassword, "cancelled before job \(number)")
            }
        }
    }

    @Test func `a runbook that resets first and stores afterwards is caught by these tests`() async throws {
        let careless = """
            fleet.each(input.servers, function(s) vault.put(s, password.reset(s, { escrow = false })) end)
            """
        let total = try await Self.fixture(.none).jobCount(careless)
        var (afterCancelling, afterUnplugging) = (0, 0)
        for number in stride(from: 0, through: total, by: 3) {
            let cancelled = try Self.fixture(.none)
            _ = try await cancelled.run(careless, cancelledBeforeJob: number)
            afterCancelling += try Self.serversWithAnotherCurrentPassword(cancelled).count
            let unplugged = try Self.fixture(.none)
            try await unplugged.run(careless, unpluggedBeforeJob: number)
            afterUnplugging += try Self.serversWithALostPassword(unplugged).count
        }
        #expect(afterCancelling > 0)
        #expect(afterUnplugging > 0)
    }

    /// The servers that do not open, now or after their next restart, with what the vault says is current.
    private static func serversWithAnotherCurrentPassword(_ fixture: RunbookFixture) throws -> [String] {
        try fixture.simulatedServers.filter { server in
            let file = try fixture.storedFile(server.id)
            return file?.pending != nil || file?.current != server.passwordToCome
        }.map(\.name)
    }

    /// The servers that open, now or after their next restart, with a password that nobody can find in the vault.
    private static func serversWithALostPassword(_ fixture: RunbookFixture) throws -> [String] {
        try fixture.simulatedServers.filter { server in
            let file = try #require(try fixture.storedFile(server.id))
            // What the cloud has, or may have, carried out is in plain sight, not deep in the history.
            let inSight = [file.current, file.pending].contains(server.passwordToCome)
            return !file.passwords.contains(server.password) || !inSight
        }.map(\.name)
    }

    private static func fixture(_ trouble: Trouble) throws -> RunbookFixture {
        let fixture = try RunbookFixture(servers: 2) { cloud in
            cloud.configuration.latency = .milliseconds(5) ... .milliseconds(50)
            for server in cloud.servers {
                let occurrence: FaultRule.Occurrence? =
                    switch trouble {
                    case .none: nil
                    case .firstAnswerLost: .number(1)
                    case .everyAnswerLost: .every
                    }
                guard let occurrence else { continue }
                cloud.faults.add(
                    FaultRule(.loseAnswer, on: [.resetServerPassword], serverID: server.id, occurrence: occurrence)
                )
            }
        }
        try fixture.storeTruePasswords()
        return fixture
    }
}
