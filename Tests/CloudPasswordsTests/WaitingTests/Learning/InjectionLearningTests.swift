import CloudPasswords
import Foundation
import Testing

struct InjectionLearningTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4, 5]

    @Test(arguments: seeds)
    func `5 to 10 minutes are recovered when they are true`(seed: UInt64) {
        var experience = SimulatedInjections.experience(seed: seed, servers: 60, delay: 300...600)
        #expect(abs(experience.seconds(0.1) - 330) < 10)
        #expect(abs(experience.seconds(0.5) - 450) < 10)
        #expect(abs(experience.seconds(0.9) - 570) < 15)
    }

    @Test(arguments: seeds)
    func `a window that the documentation does not know is recovered too`(seed: UInt64) {
        var experience = SimulatedInjections.experience(
            seed: seed,
            servers: 80,
            delay: 120...270,
            firstLook: 60...240
        )
        #expect(abs(experience.seconds(0.1) - 135) < 30)
        #expect(abs(experience.seconds(0.5) - 195) < 30)
        #expect(abs(experience.seconds(0.9) - 255) < 30)
    }

    @Test(arguments: seeds)
    func `half a minute is found from fifteen servers, each looked at about once a minute`(seed: UInt64) {
        var experience = SimulatedInjections.experience(seed: seed, servers: 15, delay: 420...450)
        #expect(experience.seconds(0.1) > 390)
        #expect((415...455).contains(experience.seconds(0.5)))
        #expect(experience.seconds(0.9) < 480)
    }

    @Test func `one outlier does not overturn what forty others have shown`() {
        var experience = SimulatedInjections.experience(seed: 1, servers: 40, delay: 420...450)
        for age in stride(from: 480, to: 1080, by: 60) {
            experience.look(
                emptyAt: age == 480 ? nil : .seconds(age - 60),
                at: .seconds(age),
                found: false
            )
        }
        experience.look(emptyAt: .seconds(1020), at: .seconds(1080), found: true)
        #expect(experience.seconds(0.1) > 400)
        #expect(experience.seconds(0.9) < 470)
    }

    @Test func `empty looks alone move the estimate to later ages`() {
        var experience = InjectionExperience()
        let before = experience.seconds(0.5)
        for _ in 0..<20 { experience.look(emptyAt: nil, at: .seconds(480), found: false) }
        #expect(before < 480)
        #expect(experience.seconds(0.1) > 480)
    }

    @Test func `a change is followed once a hundred passwords have come under it`() {
        var injections = SimulatedInjections(seed: 1)
        var experience = InjectionExperience()
        injections.teach(&experience, servers: 150, delay: 420...450)
        injections.teach(&experience, servers: 50, delay: 540...570)
        // In between, one window spans both.
        #expect(experience.seconds(0.1) < 450)
        #expect(experience.seconds(0.9) > 540)
        injections.teach(&experience, servers: 50, delay: 540...570)
        #expect(experience.seconds(0.1) > 520)
        #expect(experience.seconds(0.9) < 590)
    }

    @Test func `looks that say nothing change nothing`() {
        var experience = SimulatedInjections.experience(seed: 1, servers: 5, delay: 420...450)
        let before = experience.model(for: InjectionKey())
        _ = experience.takeNews()
        experience.look(emptyAt: .seconds(400), at: .seconds(400), found: true)
        experience.look(emptyAt: .seconds(400), at: .seconds(390), found: true)
        experience.look(emptyAt: nil, at: .zero, found: false)
        experience.look(emptyAt: nil, at: .seconds(-60), found: true)
        experience.look(emptyAt: nil, at: .seconds(90_000), found: true)
        experience.look(emptyAt: .seconds(90_000), at: .seconds(90_060), found: true)
        #expect(experience.model(for: InjectionKey()) == before)
        #expect(experience.takeNews().isEmpty)
    }

    @Test func `the order of the looks does not matter`() {
        let looks = (0..<40).map { number in
            InjectionObservation(emptyAt: .seconds(300 + number), outcomeAt: .seconds(420 + number), isReady: true)
        }
        var forwards = InjectionExperience()
        var backwards = InjectionExperience()
        for look in looks { forwards.learn(look, for: InjectionKey(), at: SimulatedInjections.date) }
        for look in looks.reversed() { backwards.learn(look, for: InjectionKey(), at: SimulatedInjections.date) }
        for percent in stride(from: 0.05, to: 1, by: 0.05) {
            #expect(abs(forwards.seconds(percent) - backwards.seconds(percent)) < 0.002)
        }
    }

    @Test func `a fleet that never gets its passwords leaves sane numbers`() {
        var experience = InjectionExperience()
        for _ in 0..<60 {
            for age in stride(from: 300, through: 1500, by: 60) {
                experience.look(emptyAt: age == 300 ? nil : .seconds(age - 60), at: .seconds(age), found: false)
            }
        }
        let model = experience.model(for: InjectionKey())
        #expect(model.probabilityReady(at: .seconds(1200)).isFinite)
        #expect(model.probabilityReady(at: .seconds(900)) < model.probabilityReady(at: .seconds(1300)))
        #expect(experience.takeNews().isEmpty)
    }
}
