public import AutomationCore
import Synchronization

/// Decides which of all waiting servers is looked at next.
///
/// One for everything that uses an account: at fleet size the quota, and not the network, decides how long a run takes,
/// and every empty answer costs another server its turn. So a look is given out only when the quota has room for it,
/// and then to the server that is most likely to be ready; what every answer shows about its image and flavor is used
/// for the next. While the estimate for an image is in doubt, few of its servers are looked at at once.
public final class InjectionSchedule: Sendable {
    /// The right to look at a server now.
    struct Turn: Sendable {
        let permit: QuotaPermit
        /// Whether an empty answer would have surprised nobody.
        let isDoubtful: Bool
    }

    private struct Waiter {
        let ticket: WaitingLine<Turn>.Ticket
        let plan: InjectionPlan
    }

    private struct State {
        var experience: InjectionExperience
        /// How many servers are waited for.
        var count = 0
        /// Those that are to be looked at, in the order in which they came.
        var line: [Waiter] = []
        /// How many doubtful looks are under way, per image and flavor.
        var doubtful: [InjectionKey: Int] = [:]
        var isServing = false
    }

    /// A look with less than this probability of finding something is doubtful, and so is one at a server that is younger
    /// than any of its kind that was seen to be ready.
    private static let doubt = 0.5
    /// So many doubtful looks at servers of one kind are under way at once: enough to learn from.
    private static let mostDoubtful = 4
    /// As good as certain: nobody can be more likely.
    private static let certainty = 0.98
    /// The gets a minute that the quota is taken to be while none is known. Source: the published limit of the
    /// bare-metal twin.
    private static let assumedRate = 50.0

    private let world: World
    private let quotas: RequestQuotas
    private let state: Mutex<State>
    private let waiting = WaitingLine<Turn>()
    private let news = WaitingLine<Void>()

    /// Begins with what earlier runs have learned.
    public init(world: World, quotas: RequestQuotas, experience: InjectionExperience = InjectionExperience()) {
        self.world = world
        self.quotas = quotas
        state = Mutex(State(experience: experience))
    }

    /// What was learned since the last call, for later runs.
    public func takeNews() -> [InjectionHistory] {
        state.withLock { $0.experience.takeNews() }
    }

    /// Counts a server in as long as `body` waits for it.
    func counting<Result: Sendable>(_ body: () async throws -> Result) async rethrows -> Result {
        state.withLock { $0.count += 1 }
        defer { state.withLock { $0.count -= 1 } }
        return try await body()
    }

    /// When the next look at a server is worth its request, as things are now.
    func nextLook(_ plan: InjectionPlan) -> MonotonicInstant {
        // With more than this, looking at each of them every half minute would take more than the quota, which counts
        // in wall time; what is assumed while none is known is about cloud time.
        let pause = InjectionPlan.longestPause
        let most =
            quotas.limit(of: .getPassword).map { Double($0.requests) * (pause / world.speed / $0.window) }
            ?? Self.assumedRate * (pause / .seconds(60))
        return state.withLock { state in
            return plan.nextLook(
                by: state.experience.model(for: plan.key),
                isKnown: state.experience.isKnown(plan.key),
                youngestReady: state.experience.youngestReady(plan.key),
                isCrowded: Double(state.count) > most
            )
        }
    }

    /// Waits until a server is the one to look at.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func turn(_ plan: InjectionPlan) async throws -> Turn {
        try Task.checkCancellation()
        let (ticket, isServing) = state.withLock { state in
            let ticket = waiting.join()
            state.line.append(Waiter(ticket: ticket, plan: plan))
            defer { state.isServing = true }
            return (ticket, state.isServing)
        }
        // Turns belong to all who wait for one, so that none of them can end the serving by being cancelled.
        if !isServing { Task(executorPreference: world.executor) { await self.serve() } }
        news.wake()
        return try await waiting.wait(ticket)
    }

    /// Notes what a look has shown.
    ///
    /// - Parameter isReady: Nil when it showed nothing, because the request failed.
    func note(_ turn: Turn, _ plan: InjectionPlan, isReady: Bool?, at now: MonotonicInstant) {
        state.withLock { state in
            if turn.isDoubtful { state.doubtful[plan.key, default: 1] -= 1 }
            guard let isReady, let age = plan.age(at: now) else { return }
            let observation = InjectionObservation(emptyAt: plan.emptyAt, outcomeAt: age, isReady: isReady)
            state.experience.learn(observation, for: plan.key, at: world.clock.wallTime)
        }
        news.wake()
    }

    /// Gives turns out for as long as somebody waits for one.
    private func serve() async {
        while true {
            // Taken before looking: what happens from here on ends the wait below.
            let ticket = news.join()
            do {
                switch state.withLock({ next(&$0, endsServing: true) }) {
                case .nobody:
                    news.leave(ticket)
                    return
                case .later:
                    try await news.wait(ticket)
                case .turn:
                    news.leave(ticket)
                    let permit = try await quotas.permit(for: .getPassword)
                    if !give(permit) { quotas.note(.unsent, permit) }
                }
            } catch {
                // Nobody cancels this task. If somebody did, the next who comes would begin anew.
                state.withLock { $0.isServing = false }
                return
            }
        }
    }

    private enum Next {
        /// Nobody waits; the serving has ended.
        case nobody
        /// Everybody who waits has to, until answers are there.
        case later
        /// The place in the line of the one whose turn it is.
        case turn(Int, isDoubtful: Bool)
    }

    /// Gives a permit to whom it helps most; false when there is nobody any more.
    private func give(_ permit: QuotaPermit) -> Bool {
        while true {
            let found: (Waiter, Bool)? = state.withLock { state in
                guard case .turn(let position, let isDoubtful) = next(&state, endsServing: false) else { return nil }
                if isDoubtful { state.doubtful[state.line[position].plan.key, default: 0] += 1 }
                return (state.line.remove(at: position), isDoubtful)
            }
            guard let (waiter, isDoubtful) = found else { return false }
            if waiting.hand(Turn(permit: permit, isDoubtful: isDoubtful), to: waiter.ticket) { return true }
            // Who was cancelled in line has left its place there.
            if isDoubtful { state.withLock { $0.doubtful[waiter.plan.key, default: 1] -= 1 } }
        }
    }

    /// Whose turn it is.
    private func next(_ state: inout State, endsServing: Bool) -> Next {
        guard !state.line.isEmpty else {
            if endsServing { state.isServing = false }
            return .nobody
        }
        let now = world.cloudClock.now
        var best: (position: Int, score: Double, isDoubtful: Bool)?
        var models: [InjectionKey: InjectionModel] = [:]
        for (position, waiter) in state.line.enumerated() {
            let plan = waiter.plan
            // Whose time is up gets its last look before all others, and nobody can be more likely than certain.
            if plan.isLast(at: now) { return .turn(position, isDoubtful: false) }
            guard let age = plan.age(at: now) else {
                if best.map({ $0.score < Self.doubt }) ?? true { best = (position, Self.doubt, false) }
                continue
            }
            let model = models[plan.key] ?? state.experience.model(for: plan.key)
            models[plan.key] = model
            let score = model.probabilityReady(at: age, emptyAt: plan.emptyAt)
            let isDoubtful = score < Self.doubt || state.experience.youngestReady(plan.key).map { age < $0 } ?? false
            if isDoubtful, state.doubtful[plan.key, default: 0] >= Self.mostDoubtful { continue }
            if score > best?.score ?? -1 { best = (position, score, isDoubtful) }
            if score >= Self.certainty { break }
        }
        return best.map { .turn($0.position, isDoubtful: $0.isDoubtful) } ?? .later
    }
}
