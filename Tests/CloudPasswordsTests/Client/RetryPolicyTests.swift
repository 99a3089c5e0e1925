import AutomationCore
import CloudPasswords
import CloudSimulator
import Testing

struct RetryPolicyTests {
    private static let passing = AutomationError(.cloud, "it failed", isRetryable: true)
    private static let policy = RetryPolicy(firstPause: .seconds(1), longestPause: .seconds(20), mostAttempts: 50)

    private static func decide(
        _ policy: RetryPolicy = policy,
        error: AutomationError = passing,
        attempt: Int = 1,
        effect: Effect = .read,
        timeLeft: Duration = .seconds(1000),
        seed: UInt64 = 1
    ) -> RetryPolicy.Decision {
        var generator = SeededGenerator(seed: seed)
        return policy.decide(after: error, attempt: attempt, effect: effect, timeLeft: timeLeft, using: &generator)
    }

    @Test(arguments: [(1, 1.0), (2, 2), (3, 4), (4, 8), (5, 16), (6, 20), (7, 20), (49, 20)])
    func `a pause lies anywhere between nothing and a limit that doubles`(attempt: Int, limit: Double) {
        let pauses = (UInt64(0)..<400).compactMap { seed -> Double? in
            guard case .retry(let pause) = Self.decide(attempt: attempt, seed: seed) else { return nil }
            return pause / .seconds(1)
        }
        #expect(pauses.count == 400)
        #expect(pauses.allSatisfy { (0...limit).contains($0) })
        #expect((pauses.min() ?? limit) < limit * 0.05)
        #expect((pauses.max() ?? 0) > limit * 0.95)
        let mean = pauses.reduce(0, +) / 400
        #expect((limit * 0.4...limit * 0.6).contains(mean))
    }

    @Test func `the same randomness gives the same pause`() {
        #expect(Self.decide(attempt: 4, seed: 7) == Self.decide(attempt: 4, seed: 7))
        #expect(Self.decide(attempt: 4, seed: 7) != Self.decide(attempt: 4, seed: 8))
    }

    @Test func `what will not pass is not tried again`() {
        #expect(Self.decide(error: AutomationError(.forbidden, "no")) == .stop)
    }

    @Test func `what must happen once is not sent twice`() {
        #expect(Self.decide(effect: .once) == .stop)
        #expect(Self.decide(effect: .idempotent) != .stop)
        #expect(Self.decide(effect: .read) != .stop)
    }

    @Test func `the attempts are counted`() {
        let policy = RetryPolicy(mostAttempts: 3)
        #expect(Self.decide(policy, attempt: 2) != .stop)
        #expect(Self.decide(policy, attempt: 3) == .stop)
        #expect(Self.decide(policy, attempt: 4) == .stop)
        #expect(Self.decide(RetryPolicy(mostAttempts: 1)) == .stop)
    }

    @Test func `no pause outlasts the deadline`() {
        for seed in UInt64(0)..<200 {
            let decision = Self.decide(attempt: 5, timeLeft: .seconds(4), seed: seed)
            if case .retry(let pause) = decision { #expect(pause < .seconds(4)) }
        }
        #expect(Self.decide(timeLeft: .zero) == .stop)
        #expect(Self.decide(timeLeft: .seconds(-1)) == .stop)
    }
}
