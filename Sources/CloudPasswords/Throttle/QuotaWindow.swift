import AutomationCore
import DequeModule

/// Says when the next request of a class may be sent, so that the cloud need not refuse it.
///
/// A request may go out when fewer than the limit's number were answered, or are under way, in the window that ends
/// now. Counted so, no window of the cloud's, fixed or sliding or a bucket of tokens, ever sees more than the limit.
/// While no limit is known, the number of requests under way starts small and grows with every answer, so that the
/// first refusal costs a few requests and not hundreds. After a refusal in spite of the limit, because somebody else
/// uses the same account, the share of the limit that is used shrinks by a quarter, and recovers with every window in
/// which nothing was refused.
struct QuotaWindow: Sendable {
    /// Whether a request may be sent now.
    enum Admission: Sendable, Equatable {
        /// It may, and counts as under way from now on.
        case now
        /// Not before this instant.
        case notBefore(MonotonicInstant)
        /// Not before one of those that are under way has come back.
        case afterAnswer
    }

    /// What came of a request.
    enum Outcome: Sendable, Equatable {
        /// The cloud has answered, whatever it said.
        case answered
        /// The cloud refused it for there having been too many, and said perhaps how many are allowed, and how long it
        /// wants to be left alone.
        case throttled(stated: QuotaLimit?, retryAfter: Duration?)
        /// It was not sent, so that the cloud has not counted it.
        case unsent
    }

    private static let firstUnderWay = 4.0
    private static let mostUnderWay = 1024.0
    private static let growth = 0.25
    private static let decrease = 0.75
    private static let guessDecrease = 0.9
    private static let recovery = 0.1
    private static let leastGuess = 10
    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(30)
    private static let leastShare = 0.1
    /// What a refusal that states no limit is taken to be about.
    private static let assumedWindow = Duration.seconds(60)
    private static let longestHistory = 10_000

    private(set) var limit: QuotaLimit?
    /// Whether the limit was calculated from what went well so far, so that it may be too low.
    private(set) var isGuess = false
    private var share = 1.0
    private var underWay = 0
    private var mostAtOnce = Self.firstUnderWay
    private var answered: Deque<MonotonicInstant> = []
    private var blockedUntil: MonotonicInstant?
    private var nextIncrease = MonotonicInstant(offset: .zero)
    private var nextDecrease = MonotonicInstant(offset: .zero)
    private var pause = Self.firstPause

    /// Begins with a limit that was set or remembered, or without one.
    init(limit: QuotaLimit? = nil) {
        self.limit = limit
    }

    /// Lets a request through when it may go.
    mutating func admit(at now: MonotonicInstant) -> Admission {
        if let blockedUntil {
            guard now >= blockedUntil else { return .notBefore(blockedUntil) }
            self.blockedUntil = nil
        }
        guard let limit else {
            guard Double(underWay) < mostAtOnce else { return .afterAnswer }
            underWay += 1
            return .now
        }
        recover(limit, at: now)
        let start = now.advanced(by: .zero - limit.window)
        while let first = answered.first, first <= start { answered.removeFirst() }
        let allowed = max(1, Int((Double(limit.requests) * share).rounded(.down)))
        guard answered.count + underWay < allowed else {
            let excess = answered.count + underWay - allowed
            return excess < answered.count ? .notBefore(answered[excess].advanced(by: limit.window)) : .afterAnswer
        }
        underWay += 1
        return .now
    }

    /// Notes what came of a request that was let through.
    mutating func note(_ outcome: Outcome, at now: MonotonicInstant) {
        underWay -= 1
        switch outcome {
        case .unsent:
            break
        case .answered:
            answered.append(now)
            if answered.count > Self.longestHistory { answered.removeFirst() }
            mostAtOnce = min(Self.mostUnderWay, mostAtOnce + Self.growth)
        case .throttled(let stated, let retryAfter):
            slow(stated, at: now)
            // Those that were under way together are refused together, and only the first sets the pause.
            let isFirst = blockedUntil.map { now >= $0 } ?? true
            let end = now.advanced(by: retryAfter ?? (isFirst ? pause : .zero))
            blockedUntil = max(blockedUntil ?? end, end)
            if isFirst, retryAfter == nil { pause = min(Self.longestPause, pause * 2) }
        }
    }

    private mutating func slow(_ stated: QuotaLimit?, at now: MonotonicInstant) {
        if let stated, stated != limit {
            limit = stated
            isGuess = false
            share = 1
        } else if limit == nil {
            // As many as went through in the last minute is what the cloud has shown to allow.
            let start = now.advanced(by: .zero - Self.assumedWindow)
            limit = QuotaLimit(
                requests: max(Self.leastGuess, answered.count { $0 > start }),
                window: Self.assumedWindow
            )
            isGuess = true
        } else if now >= nextDecrease {
            share = max(Self.leastShare, share * (isGuess ? Self.guessDecrease : Self.decrease))
        } else {
            return
        }
        // Those that were under way together are refused together, which is one sign and not many.
        nextDecrease = now.advanced(by: limit?.window ?? Self.assumedWindow)
        nextIncrease = nextDecrease
    }

    private mutating func recover(_ limit: QuotaLimit, at now: MonotonicInstant) {
        guard now >= nextIncrease else { return }
        pause = Self.firstPause
        guard share < 1 || isGuess else { return }
        nextIncrease = now.advanced(by: limit.window)
        // A refusal that follows tells that this was too much, however soon it comes.
        nextDecrease = now
        // A guess may be too low: it grows until the cloud refuses again.
        share = min(isGuess ? 100 : 1, share + Self.recovery * max(1, share))
    }
}
