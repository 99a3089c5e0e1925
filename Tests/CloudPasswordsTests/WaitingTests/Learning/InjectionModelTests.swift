import CloudPasswords
import Testing

struct InjectionModelTests {
    /// Models of all shapes: before anything is learned, narrow, wide, early, with an outlier, with nothing but nothing.
    private static let models: [InjectionModel] = {
        var experiences = [
            InjectionExperience(),
            SimulatedInjections.experience(seed: 1, servers: 60, delay: 420...450),
            SimulatedInjections.experience(seed: 2, servers: 60, delay: 180...900, firstLook: 120...300),
            SimulatedInjections.experience(seed: 3, servers: 3, delay: 0...30, firstLook: 15...60),
        ]
        var odd = experiences[1]
        odd.look(emptyAt: nil, at: .seconds(1000), found: false)
        var hopeless = InjectionExperience()
        for age in 1...40 { hopeless.look(emptyAt: .seconds(age * 60 - 60), at: .seconds(age * 60), found: false) }
        experiences += [odd, hopeless]
        return experiences.map { experience in
            var experience = experience
            return experience.model(for: InjectionKey())
        }
    }()

    private static let emptyAges: [Duration?] = [nil, .seconds(7), .seconds(360), .seconds(601), .seconds(1500)]

    @Test func `before anything is learned the documented window is believed most`() {
        var experience = InjectionExperience()
        let model = experience.model(for: InjectionKey())
        let early = model.probabilityReady(at: .seconds(300))
        let late = 1 - model.probabilityReady(at: .seconds(600))
        #expect((0.03...0.1).contains(early))
        #expect((0.05...0.15).contains(late))
        #expect((440...480).contains(experience.seconds(0.5)))
    }

    @Test(arguments: models, emptyAges)
    func `probabilities lie between 0 and 1 and never fall with age`(model: InjectionModel, emptyAt: Duration?) {
        var last = 0.0
        for age in stride(from: -10, through: 4000, by: 3) {
            let probability = model.probabilityReady(at: .seconds(age), emptyAt: emptyAt)
            #expect((0...1).contains(probability))
            #expect(probability >= last - 1e-12)
            if .seconds(age) <= emptyAt ?? .zero { #expect(probability == 0) }
            last = probability
        }
        #expect(last > 0.9)
    }

    @Test(arguments: models)
    func `an empty look lowers the probability of every later age`(model: InjectionModel) {
        for age in stride(from: 370, through: 1790, by: 71) {
            let without = model.probabilityReady(at: .seconds(age))
            #expect(model.probabilityReady(at: .seconds(age), emptyAt: .seconds(360)) < without)
        }
    }

    @Test(arguments: models, emptyAges)
    func `a quantile is the earliest age with its probability`(model: InjectionModel, emptyAt: Duration?) throws {
        var last = emptyAt ?? .zero
        for percent in 1...99 {
            let probability = Double(percent) / 100
            guard let age = model.age(atProbability: probability, emptyAt: emptyAt) else {
                let atTheEnd = model.probabilityReady(at: InjectionModel.horizon, emptyAt: emptyAt)
                #expect(atTheEnd < probability)
                continue
            }
            #expect(age >= last)
            #expect(model.probabilityReady(at: age, emptyAt: emptyAt) >= probability)
            #expect(model.probabilityReady(at: age - .milliseconds(2), emptyAt: emptyAt) < probability)
            last = age
        }
    }

    @Test(arguments: models)
    func `questions without an answer get none, and strange ones no trap`(model: InjectionModel) {
        #expect(model.age(atProbability: 1) == nil)
        #expect(model.age(atProbability: .nan) == nil)
        #expect(model.age(atProbability: 0.5, emptyAt: .seconds(2000)) == nil)
        #expect(model.age(atProbability: 0, emptyAt: .seconds(100)) == .seconds(100))
        #expect(model.age(atProbability: -3, emptyAt: .seconds(-100)) == .zero)
        #expect(model.probabilityReady(at: .seconds(-5)) == 0)
        #expect(model.probabilityReady(at: .seconds(500), emptyAt: .seconds(500)) == 0)
        #expect(model.probabilityReady(at: .seconds(1 << 50)) == 1)
        #expect(model.probabilityReady(at: .seconds(1 << 50), emptyAt: .seconds(1 << 49)) == 1)
        #expect((0.05...0.08).contains(model.probabilityReady(at: .seconds(2060), emptyAt: .seconds(2000))))
    }
}
