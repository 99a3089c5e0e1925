/// Everything that is to go wrong: declared faults, and faults drawn by chance.
public struct FaultPlan: Sendable {
    /// The declared faults. All that match count a call, the first that is due befalls it.
    public var rules: [FaultRule]
    /// How often a request that no rule befalls goes wrong by chance: 0 for never, 1 for always.
    public var rate: Double
    /// What may go wrong by chance, each as likely as the others.
    public var effects: [FaultEffect]

    /// Makes a plan of declared faults.
    public init(_ rules: [FaultRule] = []) {
        self.init(rules: rules, rate: 0, effects: [])
    }

    private init(rules: [FaultRule], rate: Double, effects: [FaultEffect]) {
        self.rules = rules
        self.rate = rate
        self.effects = effects
    }

    /// A plan in which requests go wrong by chance; the simulator's seed decides which and how.
    ///
    /// - Parameters:
    ///   - rate: the share of requests that go wrong, from 0 to 1.
    ///   - effects: what may go wrong. As it stands, all of these pass, so a client that tries again gets through.
    public static func random(rate: Double, effects: [FaultEffect] = Self.passingEffects) -> FaultPlan {
        FaultPlan(rules: [], rate: rate, effects: effects)
    }

    /// Faults that pass by themselves: lost connections, throttles of all shapes, proxies in trouble, slowness.
    public static let passingEffects: [FaultEffect] = [
        .refuseConnection,
        .loseRequest,
        .loseAnswer,
        .answer(.throttled),
        .answer(.flowControl),
        .answer(.acceptedFlowControl),
        .answer(.badGateway),
        .answer(.ecs(500, "Common.0001", "System error.")),
        .replaceAnswer(.gatewayTimeout),
        .delay(.seconds(5)),
    ]

    /// Declares one more fault.
    public mutating func add(_ rule: FaultRule) {
        rules.append(rule)
    }

    /// What goes wrong with the call, if anything.
    mutating func effect(
        on operation: SimulatedOperation?,
        serverID: String?,
        generator: inout SeededGenerator
    ) -> FaultEffect? {
        var declared: FaultEffect?
        for index in rules.indices where rules[index].befalls(operation, serverID: serverID) {
            declared = declared ?? rules[index].effect
        }
        // Drawn for every call, so that a rule more or less does not shift the chance of all later calls.
        let isUnlucky = generator.fraction() < rate
        let drawn = generator.choice(of: effects)
        return declared ?? (isUnlucky ? drawn : nil)
    }
}
