import CloudPasswords
import Testing

struct InjectionExperienceTests {
    private static let small = InjectionKey(image: "image-a", flavor: "small")
    private static let large = InjectionKey(image: "image-a", flavor: "large")
    private static let stranger = InjectionKey(image: "image-new", flavor: "small")

    /// How far apart the ages of 10 and 90 percent are, in seconds.
    private static func width(_ experience: inout InjectionExperience, _ key: InjectionKey) -> Double {
        experience.seconds(0.9, key) - experience.seconds(0.1, key)
    }

    @Test func `a new flavor starts from what its image's other flavors have shown`() {
        var injections = SimulatedInjections(seed: 1)
        var experience = InjectionExperience()
        injections.teach(&experience, Self.small, servers: 60, delay: 420...450)
        #expect(abs(experience.seconds(0.5, Self.large) - 435) < 20)
        let width = Self.width(&experience, Self.large)
        #expect(width > Self.width(&experience, Self.small))
        #expect(width < 120)
    }

    @Test func `a flavor that differs from the others of its image is soon seen as it is`() {
        var injections = SimulatedInjections(seed: 2)
        var experience = InjectionExperience()
        injections.teach(&experience, Self.small, servers: 60, delay: 420...450)
        injections.teach(&experience, Self.large, servers: 20, delay: 555...585)
        #expect(experience.seconds(0.1, Self.large) > 530)
        #expect(experience.seconds(0.9, Self.small) < 470)
    }

    @Test func `images that differ leave a new one open over their whole range`() {
        var injections = SimulatedInjections(seed: 3)
        var experience = InjectionExperience()
        for (image, start) in [("image-a", 345.0), ("image-b", 435.0), ("image-c", 525.0)] {
            injections.teach(
                &experience,
                InjectionKey(image: image, flavor: "small"),
                servers: 50,
                delay: start...(start + 30)
            )
        }
        #expect(experience.seconds(0.1, Self.stranger) < 360)
        #expect(experience.seconds(0.9, Self.stranger) > 520)
        #expect(Self.width(&experience, InjectionKey(image: "image-b", flavor: "small")) < 60)
    }

    @Test func `images that agree draw a new one near, and do not pin it down`() {
        var injections = SimulatedInjections(seed: 4)
        var experience = InjectionExperience()
        let before = Self.width(&experience, Self.stranger)
        for image in ["image-a", "image-b", "image-c"] {
            injections.teach(&experience, InjectionKey(image: image), servers: 50, delay: 420...450)
        }
        let width = Self.width(&experience, Self.stranger)
        #expect(width < before * 0.8)
        #expect(width > 120)
        #expect(abs(experience.seconds(0.5, Self.stranger) - 435) < 20)
    }

    @Test func `ten servers of its own free an image from the others`() {
        var injections = SimulatedInjections(seed: 5)
        var experience = InjectionExperience()
        injections.teach(&experience, Self.small, servers: 100, delay: 420...450)
        injections.teach(&experience, Self.stranger, servers: 10, delay: 540...570)
        #expect(abs(experience.seconds(0.5, Self.stranger) - 555) < 30)
        let before = experience.model(for: Self.stranger)
        injections.teach(&experience, Self.small, servers: 10, delay: 420...450)
        #expect(experience.model(for: Self.stranger) == before)
    }

    @Test func `a model follows what is learned after it was first asked for`() {
        var injections = SimulatedInjections(seed: 6)
        var experience = InjectionExperience()
        let models = (0..<4).map { step in
            if step == 1 { injections.teach(&experience, InjectionKey(image: "image-b"), servers: 5, delay: 420...450) }
            if step == 2 { injections.teach(&experience, Self.small, servers: 5, delay: 420...450) }
            return experience.model(for: Self.large)
        }
        #expect(models[0] != models[1])
        #expect(models[1] != models[2])
        #expect(models[2] == models[3])
    }

    @Test func `an unknown image is an image of its own`() {
        var injections = SimulatedInjections(seed: 7)
        var experience = InjectionExperience()
        injections.teach(&experience, InjectionKey(), servers: 30, delay: 420...450)
        #expect(Self.width(&experience, InjectionKey()) < 60)
        #expect(Self.width(&experience, Self.stranger) > 120)
    }

    @Test func `news are the servers whose password came, and are told once`() throws {
        var experience = InjectionExperience()
        experience.look(emptyAt: nil, at: .seconds(400), found: false, Self.small)
        #expect(experience.takeNews().isEmpty)
        experience.look(emptyAt: .seconds(400), at: .milliseconds(430_250), found: true, Self.small)
        experience.look(emptyAt: nil, at: .seconds(500), found: true, Self.small)
        let record = try #require(
            InjectionRecord(emptyAt: 400, readyAt: 430.25, date: SimulatedInjections.date)
        )
        let late = try #require(InjectionRecord(emptyAt: nil, readyAt: 500, date: SimulatedInjections.date))
        #expect(experience.takeNews() == [InjectionHistory(key: Self.small, records: [record, late])])
        #expect(experience.takeNews().isEmpty)
    }
}
