public import AutomationCore

/// The conformance kit: what every plugin keeps, whoever has made it and in whatever language, tried without knowing
/// how it works.
///
/// Each check loads the plugin anew, so that none depends on another. The plugin really runs: its options, grants and
/// world should be those of a place for trying things. Its hook, policy and event sink hear of servers that do not exist.
public struct PluginConformance: Sendable {
    /// Loads the plugin; whoever is given hears what it says until it is provisioned.
    public var load: @Sendable (any EventSink) async throws -> any Plugin
    /// What is set for it.
    public var options: [String: Value]
    /// What it has been granted.
    public var grants: Grants
    /// Where it runs.
    public var world: World
    /// The names of modules that there are without it.
    public var reserved: Set<String>
    /// What the id of every server begins with that its secret store may be written for; nil when it may not be. New ids
    /// are used every time, and what is stored for them stays.
    public var storeServer: String?
    /// How long a call may go on after it was cancelled. A run waits more than twice as long before it gives a process
    /// plugin up that has not answered: what is that slow here loses answers there.
    public var grace: Duration
    /// How long a call may take.
    public var patience: Duration

    /// Puts together what is needed for trying a plugin.
    public init(
        options: [String: Value] = [:],
        grants: Grants = Grants(),
        world: World,
        reserved: Set<String> = [],
        storeServer: String? = nil,
        grace: Duration = .seconds(2),
        patience: Duration = .seconds(60),
        load: @escaping @Sendable (any EventSink) async throws -> any Plugin
    ) {
        self.load = load
        self.options = options
        self.grants = grants
        self.world = world
        self.reserved = reserved
        self.storeServer = storeServer
        self.grace = grace
        self.patience = patience
    }

    /// Runs all checks, in order.
    ///
    /// - Parameter each: Hears of each as soon as it is done.
    public func run(_ each: @Sendable (ConformanceOutcome) -> Void = { _ in }) async -> [ConformanceOutcome] {
        var outcomes: [ConformanceOutcome] = []
        var obstacle: String?
        for check in ConformanceCheck.all {
            let outcome: ConformanceOutcome
            if let obstacle {
                outcome = check.outcome(.skipped(obstacle))
            } else if let first = outcomes.first(where: { $0.name == check.name }), case .skipped = first.result {
                // What the first rule of the secret stores cannot be tried on, the others cannot either.
                outcome = check.outcome(first.result, hint: first.hint)
            } else {
                outcome = await tried(check)
                if check.isBasic, case .failed = outcome.result {
                    obstacle = "\"\(check.name)\" has failed, so it was not tried"
                }
            }
            each(outcome)
            outcomes.append(outcome)
        }
        return outcomes
    }

    private func tried(_ check: ConformanceCheck) async -> ConformanceOutcome {
        do { try await check.body(self) } catch {
            switch error {
            case ConformanceStop.failed(let reason): return check.outcome(.failed(hiding(reason)))
            case ConformanceStop.skipped(let reason, let hint):
                return check.outcome(.skipped(hiding(reason)), hint: hint)
            case let broken as StoreRule.Broken: return check.outcome(.failed(broken.description))
            default: return check.outcome(.failed(hiding(AutomationError(error).description)))
            }
        }
        return check.outcome(.passed)
    }

    /// What is told of a plugin must not show the secrets either that were set for it.
    private func hiding(_ reason: String) -> String {
        options.values.reduce(reason) { reason, value in
            guard case .object(let object) = value, let secret = object as? Secret, !secret.isEmpty else {
                return reason
            }
            return secret.withExposedText { reason.replacing($0, with: Secret.placeholder) }
        }
    }
}
