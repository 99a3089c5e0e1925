import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import Synchronization
import Testing

/// One fetch however many wait, ahead of the end, once after a refusal.
struct CredentialProviderTests {
    private let fixture = CredentialFixture()

    private var clock: any WorldClock { fixture.world.clock }

    private func provider(
        _ answer: @escaping @Sendable (Int) throws -> Credential
    ) -> (provider: CredentialProvider, source: ScriptedSource) {
        let source = ScriptedSource(clock: clock, answer)
        return (CredentialProvider(source: source, world: fixture.world), source)
    }

    private static func token(_ number: Int, lives seconds: Double? = nil, _ clock: any WorldClock) -> Credential {
        .token(Secret("token\(number)"), expiresAt: seconds.map { clock.wallTime.addingTimeInterval($0) })
    }

    @Test func `a hundred who wait cause one fetch`() throws {
        let (provider, source) = provider { [clock] in Self.token($0, clock) }
        let (texts, world) = try fixture.simulation.run { [world = fixture.world] in
            let texts = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<100 { group.addTask { try await provider.lease().resolved.tokenText } }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            return (texts, world)
        }
        #expect(texts == ["token1"])
        #expect(source.count == 1)
        #expect(world.clock.now.offset == .seconds(1))
        _ = try fixture.simulation.run { try await provider.lease() }
        #expect(source.count == 1)
    }

    @Test(arguments: [0, 1])
    func `whoever is cancelled leaves at once and alone`(cancelled: Int) throws {
        let (provider, source) = provider { [clock] in Self.token($0, clock) }
        try fixture.simulation.run { [world = fixture.world] in
            let tasks = (0..<2).map { _ in
                Task(executorPreference: world.executor) { try await provider.lease().resolved.tokenText }
            }
            try await world.clock.sleep(for: .milliseconds(500))
            tasks[cancelled].cancel()
            await #expect(throws: CancellationError.self) { try await tasks[cancelled].value }
            #expect(world.clock.now.offset == .milliseconds(500))
            #expect(try await tasks[1 - cancelled].value == "token1")
        }
        #expect(source.count == 1)
    }

    @Test func `a fetch goes on when all who waited have left, and serves the next`() throws {
        let (provider, source) = provider { [clock] in Self.token($0, clock) }
        try fixture.simulation.run { [world = fixture.world] in
            let task = Task(executorPreference: world.executor) { try await provider.lease() }
            try await world.clock.sleep(for: .milliseconds(500))
            task.cancel()
            _ = await task.result
            #expect(try await provider.lease().resolved.tokenText == "token1")
            #expect(world.clock.now.offset == .seconds(1))
        }
        #expect(source.count == 1)
    }

    @Test func `a fetch that failed fails for all who waited, and is not kept`() throws {
        let (provider, source) = provider { [clock] number in
            if number == 1 { throw AutomationError(.authentication, "down", isRetryable: true) }
            return Self.token(number, clock)
        }
        let failures = try fixture.simulation.run {
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 { group.addTask { (try? await provider.lease()) == nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        #expect(failures == 100)
        #expect(source.count == 1)
        #expect(try fixture.simulation.run { try await provider.lease().resolved.tokenText } == "token2")
    }

    @Test func `the next one is fetched ahead of time while the old one serves`() throws {
        let (provider, source) = provider { [clock] in Self.token($0, lives: 86_400, clock) }
        try fixture.simulation.run { [world = fixture.world] in
            #expect(try await provider.lease().resolved.tokenText == "token1")
            // Forty minutes ahead of its end, counted from when it was fetched.
            try await world.clock.sleep(for: .seconds(86_400 - 2401))
            #expect(try await provider.lease().resolved.tokenText == "token1")
            #expect(source.count == 1)
            try await world.clock.sleep(for: .seconds(2))
            let before = world.clock.now
            #expect(try await provider.lease().resolved.tokenText == "token1")
            #expect(world.clock.now == before)
            try await world.clock.sleep(for: .seconds(2))
            #expect(try await provider.lease().resolved.tokenText == "token2")
        }
        #expect(source.count == 2)
    }

    @Test func `a renewal that fails is tried again after a minute, and the old one serves to its end`() throws {
        let (provider, source) = provider { [clock] number in
            if number == 2 || number == 3 { throw AutomationError(.authentication, "down") }
            return Self.token(number, lives: 3600, clock)
        }
        try fixture.simulation.run { [world = fixture.world] in
            _ = try await provider.lease()
            try await world.clock.sleep(for: .seconds(2800))
            for _ in 0..<30 {
                #expect(try await provider.lease().resolved.tokenText == "token1")
                try await world.clock.sleep(for: .seconds(1))
            }
            #expect(source.count == 2)
            try await world.clock.sleep(for: .seconds(60))
            _ = try await provider.lease()
            try await world.clock.sleep(for: .seconds(2))
            #expect(source.count == 3)
            // Ended by now: this one waits, and gets the next.
            try await world.clock.sleep(for: .seconds(3600))
            #expect(try await provider.lease().resolved.tokenText == "token4")
        }
    }

    @Test func `a minute before the end nobody begins with it any more`() throws {
        let (provider, source) = provider { [clock] in Self.token($0, lives: 3600, clock) }
        try fixture.simulation.run { [world = fixture.world] in
            _ = try await provider.lease()
            try await world.clock.sleep(for: .seconds(3600 - 59))
            #expect(try await provider.lease().resolved.tokenText == "token2")
        }
        #expect(source.count == 2)
    }

    @Test func `one that has ended before it came is an error that asks after the clock`() throws {
        let (provider, _) = provider { [clock] in Self.token($0, lives: -90, clock) }
        let error = try #require(throws: AutomationError.self) {
            try fixture.simulation.run { _ = try await provider.lease() }
        }
        #expect(error.message == "the credential from the script has expired 1m 30s ago")
        #expect(error.hint?.contains("clock") == true)
    }

    @Test func `after a refusal it is issued anew once, however many were refused`() throws {
        let (provider, source) = provider { [clock] in Self.token($0, lives: 86_400, clock) }
        try fixture.simulation.run {
            var leases: [CredentialLease] = []
            for _ in 0..<10 { leases.append(try await provider.lease()) }
            for lease in leases { #expect(provider.invalidate(after: lease)) }
            let second = try await provider.lease()
            #expect(second.resolved.tokenText == "token2")
            // The new one is refused too: there is no sense in a third.
            #expect(!provider.invalidate(after: second))
            #expect(try await provider.lease().resolved.tokenText == "token2")
            // Once it was taken, a refusal means that it has become invalid meanwhile.
            let third = try await provider.lease()
            provider.succeeded(third)
            #expect(provider.invalidate(after: third))
            #expect(try await provider.lease().resolved.tokenText == "token3")
        }
        #expect(source.count == 3)
    }

    @Test func `a source that is not in use is an error`() throws {
        let source = EnvironmentCredentials([:], world: fixture.world)
        let provider = CredentialProvider(source: source, world: fixture.world)
        let error = try #require(throws: AutomationError.self) {
            try fixture.simulation.run { _ = try await provider.resolved() }
        }
        #expect(error.message.hasPrefix("there is no credential; the environment: none of"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `on many threads, with waiters that come and go, nobody is forgotten`() async throws {
        var world = fixture.world
        world.clock = SystemClock()
        world.executor = globalConcurrentExecutor
        let provider = CredentialProvider(source: InstantSource(), world: world)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<2000 {
                group.addTask {
                    let task = Task {
                        let lease = try await provider.lease()
                        await Task.yield()
                        switch number % 7 {
                        case 0: provider.released(lease)
                        case 1: provider.invalidate(after: lease)
                        default: provider.succeeded(lease)
                        }
                    }
                    if number % 5 == 0 { task.cancel() }
                    return (try? await task.value) != nil
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.count == 2000)
        #expect(outcomes.count { $0 } >= 1600)
    }

    /// Answers at once with a new key each time.
    private final class InstantSource: CredentialSource {
        let name = "instant"
        private let asked = Mutex(0)

        func resolve() async throws -> CredentialAnswer {
            let number = asked.withLock { asked in
                asked += 1
                return asked
            }
            let key = try AccessKey(id: "KEYNUMBER\(number)", secret: Secret("s"))
            return .found(ResolvedCredential(.accessKey(key, expiresAt: nil), origin: name))
        }
    }
}
