import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import Synchronization
import Testing

/// A wrong key must not be locked by trying it.
struct CredentialGateTests {
    private let fixture = CredentialFixture()
    private static let refusal = AutomationError(
        .authentication,
        "verify aksk signature fail \(CredentialFixture.secretKey)",
        status: 401,
        code: "APIGW.0301",
        hint: "check the key"
    )

    private static func key(_ number: Int = 1, until: Date? = nil) throws -> Credential {
        .accessKey(
            try AccessKey(id: "KEYNUMBER\(number)", secret: Secret(CredentialFixture.secretKey)),
            expiresAt: until
        )
    }

    private func provider(
        _ answer: @escaping @Sendable (Int) throws -> Credential = { _ in try key() }
    ) -> CredentialProvider {
        CredentialProvider(source: ScriptedSource(clock: fixture.world.clock, answer), world: fixture.world)
    }

    /// How many requests are under way, and how many there were at most and in all.
    private final class Traffic: Sendable {
        private let counts = Mutex((now: 0, most: 0, all: 0))

        var most: Int { counts.withLock { $0.most } }
        var all: Int { counts.withLock { $0.all } }

        func begin() {
            counts.withLock { counts in
                counts.now += 1
                counts.all += 1
                counts.most = max(counts.most, counts.now)
            }
        }

        func end() {
            counts.withLock { $0.now -= 1 }
        }
    }

    /// Sends a hundred requests of ten seconds at once; `report` says what becomes of each.
    private func traffic(
        _ provider: CredentialProvider,
        _ report: @escaping @Sendable (CredentialLease, Int) async -> Void
    ) throws -> (traffic: Traffic, errors: [AutomationError]) {
        let traffic = Traffic()
        let errors = try fixture.simulation.run { [clock = fixture.world.clock] in
            try await withThrowingTaskGroup(of: AutomationError?.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        do {
                            let lease = try await provider.lease()
                            traffic.begin()
                            let number = traffic.all
                            try await clock.sleep(for: .seconds(10))
                            traffic.end()
                            await report(lease, number)
                            return nil
                        } catch let error as AutomationError {
                            return error
                        }
                    }
                }
                return try await group.reduce(into: [AutomationError]()) { if let error = $1 { $0.append(error) } }
            }
        }
        return (traffic, errors)
    }

    @Test func `a wrong key costs two requests, of a hundred`() throws {
        let provider = provider()
        let (traffic, errors) = try traffic(provider) { lease, _ in provider.refused(lease, Self.refusal) }
        #expect(traffic.all == 2)
        #expect(traffic.most == 1)
        #expect(errors.count == 98)
        let error = try #require(errors.first)
        #expect(errors.allSatisfy { $0 == error })
        #expect(error.kind == .authentication)
        #expect(error.code == "APIGW.0301")
        #expect(!error.isRetryable)
        #expect(
            error.message == "the cloud refused 2 signatures of the access key KEYN... in a row, the last one saying: "
                + "verify aksk signature fail <secret>"
        )
        #expect(error.hint?.contains("lock the key for five minutes; it came from the script; check the key") == true)
        #expect(CredentialFixture.isClean(error))
    }

    @Test func `after the first success all go at once`() throws {
        let provider = provider()
        let (traffic, errors) = try traffic(provider) { lease, _ in provider.succeeded(lease) }
        #expect(errors.isEmpty)
        #expect(traffic.most == 99)
        // One second to fetch, ten for the first request, ten for all others.
        #expect(fixture.world.clock.now.offset == .seconds(21))
    }

    @Test func `a request without an outcome proves nothing and ends nothing`() throws {
        let provider = provider()
        let (traffic, errors) = try traffic(provider) { lease, number in
            if number <= 5 { provider.released(lease) } else { provider.succeeded(lease) }
        }
        #expect(errors.isEmpty)
        #expect(traffic.most == 94)
        #expect(fixture.world.clock.now.offset == .seconds(1 + 6 * 10 + 10))
    }

    @Test func `a success between two refusals ends the row, and each refusal closes the gate`() throws {
        let provider = provider()
        let (traffic, errors) = try traffic(provider) { lease, number in
            if number == 1 || number == 50 { return provider.refused(lease, Self.refusal) }
            provider.succeeded(lease)
        }
        #expect(errors.isEmpty)
        #expect(traffic.all == 100)
        #expect(traffic.most == 98)
        try fixture.simulation.run {
            provider.refused(try await provider.lease(), Self.refusal)
            _ = try await provider.lease()
            let waiting = Task(executorPreference: fixture.world.executor) { try await provider.lease() }
            try await fixture.world.clock.sleep(for: .seconds(60))
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
    }

    @Test func `a report counts once`() throws {
        let provider = provider()
        try fixture.simulation.run {
            let lease = try await provider.lease()
            provider.refused(lease, Self.refusal)
            provider.refused(lease, Self.refusal)
            provider.succeeded(lease)
            let second = try await provider.lease()
            provider.succeeded(second)
            _ = try await provider.lease()
            _ = try await provider.lease()
        }
    }

    @Test func `whoever is cancelled in the line lets the others through`() throws {
        let provider = provider()
        try fixture.simulation.run { [world = fixture.world] in
            let first = try await provider.lease()
            let tasks = (0..<3).map { _ in Task(executorPreference: world.executor) { try await provider.lease() } }
            try await world.clock.sleep(for: .seconds(1))
            tasks[0].cancel()
            await #expect(throws: CancellationError.self) { try await tasks[0].value }
            provider.released(first)
            let second = try await tasks[1].value
            // Woken and cancelled at once: the place goes to the next.
            provider.released(second)
            tasks[1].cancel()
            _ = try await tasks[2].value
        }
    }

    @Test func `a renewed key must prove itself, and what the old one did counts no more`() throws {
        let provider = provider { [clock = fixture.world.clock] number in
            try Self.key(number, until: clock.wallTime.addingTimeInterval(3600))
        }
        try fixture.simulation.run { [world = fixture.world] in
            let old = try await provider.lease()
            provider.succeeded(old)
            let late = try await provider.lease()
            try await world.clock.sleep(for: .seconds(3590))
            let first = try await provider.lease()
            #expect(first.resolved.keyText?.hasPrefix("KEYNUMBER2") == true)
            let waiting = Task(executorPreference: world.executor) { try await provider.lease() }
            try await world.clock.sleep(for: .seconds(5))
            provider.succeeded(late)
            try await world.clock.sleep(for: .seconds(5))
            let before = world.clock.now
            Task(executorPreference: world.executor) {
                try await world.clock.sleep(for: .seconds(7))
                provider.succeeded(first)
            }
            _ = try await waiting.value
            #expect(world.clock.now == before.advanced(by: .seconds(7)))
        }
    }

    @Test func `the same key once more has proved itself already`() throws {
        let provider = provider { [clock = fixture.world.clock] _ in
            try Self.key(until: clock.wallTime.addingTimeInterval(3600))
        }
        try fixture.simulation.run { [world = fixture.world] in
            provider.succeeded(try await provider.lease())
            try await world.clock.sleep(for: .seconds(3590))
            _ = try await provider.lease()
            _ = try await provider.lease()
        }
    }

    @Test func `tokens cannot be locked and pass freely`() throws {
        let provider = provider { _ in .token(Secret("t"), expiresAt: nil) }
        let (traffic, errors) = try traffic(provider) { lease, _ in provider.refused(lease, Self.refusal) }
        #expect(errors.isEmpty)
        #expect(traffic.most == 100)
    }
}
