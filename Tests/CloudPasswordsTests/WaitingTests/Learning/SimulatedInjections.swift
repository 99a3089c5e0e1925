import CloudPasswords
import CloudSimulator
import Foundation

/// Servers whose injection delay is known to the test alone, looked at as a run would.
struct SimulatedInjections {
    static let date = Date(timeIntervalSince1970: 1_800_000_000)

    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// Learns from `count` servers: a first look between 5 and 8 minutes, then about every minute until it is there.
    mutating func teach(
        _ experience: inout InjectionExperience,
        _ key: InjectionKey = InjectionKey(),
        servers count: Int,
        delay: ClosedRange<Double>,
        firstLook: ClosedRange<Double> = 300...480
    ) {
        for _ in 0..<count {
            let delay = Double.random(in: delay, using: &generator)
            var age = Double.random(in: firstLook, using: &generator)
            var emptyAt: Duration?
            while age < delay {
                experience.look(emptyAt: emptyAt, at: .seconds(age), found: false, key)
                emptyAt = .seconds(age)
                age += Double.random(in: 48...72, using: &generator)
            }
            experience.look(emptyAt: emptyAt, at: .seconds(age), found: true, key)
        }
    }

    /// An experience of nothing but such servers.
    static func experience(
        seed: UInt64,
        servers count: Int,
        delay: ClosedRange<Double>,
        firstLook: ClosedRange<Double> = 300...480
    ) -> InjectionExperience {
        var injections = SimulatedInjections(seed: seed)
        var experience = InjectionExperience()
        injections.teach(&experience, servers: count, delay: delay, firstLook: firstLook)
        return experience
    }
}

extension InjectionExperience {
    /// Learns from one look.
    mutating func look(emptyAt: Duration?, at age: Duration, found: Bool, _ key: InjectionKey = InjectionKey()) {
        learn(
            InjectionObservation(emptyAt: emptyAt, outcomeAt: age, isReady: found),
            for: key,
            at: SimulatedInjections.date
        )
    }

    /// The age in seconds at which the password is there with a probability; infinite when that is out of sight.
    mutating func seconds(_ probability: Double, _ key: InjectionKey = InjectionKey()) -> Double {
        model(for: key).age(atProbability: probability).map { $0 / .seconds(1) } ?? .infinity
    }
}
