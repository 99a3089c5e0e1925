import AutomationCore

/// When a server is looked at for its initial password, when next, and when no more.
///
/// Injection takes 5 to 10 minutes from the launch (ECS API reference, "Obtaining the Password for Logging In to an
/// ECS"), so the first look is 5 minutes after it, or when servers of its image have shown it to be likely; later looks
/// follow with growing pauses; the last is at the deadline. All times are cloud time.
struct InjectionPlan: Sendable {
    /// How long after the launch the first look is worth its request, as far as nothing else is known.
    static let earliestInjection = Duration.seconds(5 * 60)
    /// How long after the launch the password is there, by the documentation.
    static let latestInjection = Duration.seconds(10 * 60)
    /// How long after the launch an empty answer means that no password will come: half as long again as documented.
    static let window = Duration.seconds(15 * 60)
    /// The pause after the first empty answer.
    static let firstPause = Duration.seconds(10)
    /// The pause that none exceeds for want of a better reason.
    static let longestPause = Duration.seconds(30)
    /// A clock that runs faster than life is not exact to the last digit: so much earlier counts as in time.
    static let tolerance = Duration.milliseconds(1)
    /// How long a server that is unlikely to be ready goes without a look at the most: estimates can be wrong.
    static let longestDoubt = Duration.seconds(120)

    /// What the server has in common with others.
    let key: InjectionKey
    /// When it was launched; nil when nobody can tell.
    let launch: MonotonicInstant?
    /// When the wait began.
    let start: MonotonicInstant
    /// When the wait is given up. Time spent in line behind the quota moves it on.
    private(set) var deadline: MonotonicInstant
    /// When it was last looked at in vain; nil before the first look.
    private(set) var lastLook: MonotonicInstant?
    private var pause = Self.firstPause
    private var growingPause = Self.firstPause

    /// Plans a wait that begins at `now`.
    ///
    /// - Parameter age: The time since the server's launch, zero while it has not been launched; nil when nobody can
    ///   tell, and then the first look is at once. A launch that lies ahead is a clock that is off, and counts as one
    ///   just now.
    init(now: MonotonicInstant, age: Duration?, key: InjectionKey, timeout: Duration) {
        self.key = key
        start = now
        launch = age.map { now.advanced(by: .zero - max(.zero, $0)) }
        deadline = now.advanced(by: timeout)
    }

    /// The server's age at an instant; nil when its launch is not known.
    func age(at instant: MonotonicInstant) -> Duration? {
        launch.map { max(.zero, $0.duration(to: instant)) }
    }

    /// The server's age at the last look, which found nothing.
    var emptyAt: Duration? { lastLook.flatMap { age(at: $0) } }

    /// Whether a look at this instant is the last.
    func isLast(at now: MonotonicInstant) -> Bool { now.advanced(by: Self.tolerance) >= deadline }

    /// When the next look is worth its request.
    ///
    /// - Parameters:
    ///   - model: How likely the password is there by age.
    ///   - isKnown: Whether the model rests on more than the documentation.
    ///   - youngestReady: The age at which a server of the kind was the soonest seen to be ready.
    ///   - isCrowded: Whether so many servers wait that every look costs another server its turn.
    func nextLook(
        by model: InjectionModel,
        isKnown: Bool,
        youngestReady: Duration?,
        isCrowded: Bool
    ) -> MonotonicInstant {
        let soonest = lastLook?.advanced(by: pause) ?? start
        guard let launch else { return min(deadline, soonest) }
        guard isKnown || isCrowded else {
            let first = launch.advanced(by: Self.earliestInjection)
            return min(deadline, lastLook == nil ? max(first, soonest) : soonest)
        }
        let likely = model.age(atProbability: isCrowded ? 0.2 : 0.1, emptyAt: emptyAt).map { launch.advanced(by: $0) }
        let latest = max(
            launch.advanced(by: Self.latestInjection),
            lastLook?.advanced(by: Self.longestDoubt) ?? start
        )
        let earliest = launch.advanced(by: min(Self.earliestInjection, youngestReady ?? Self.earliestInjection))
        return min(deadline, max(soonest, earliest, min(likely ?? latest, latest)))
    }

    /// Notes that the server was ready to be looked at and had to stand in line for so long.
    mutating func stoodInLine(for duration: Duration) {
        deadline = deadline.advanced(by: max(.zero, duration))
    }

    /// Notes that there was nothing at `now`.
    ///
    /// - Parameter jitter: Between 0 and 1; shortens the pause by up to a fifth, so that servers launched together
    ///   are not looked at together for ever.
    mutating func lookedInVain(at now: MonotonicInstant, jitter: Double) {
        pause = growingPause * (1 - jitter / 5)
        growingPause = min(Self.longestPause, growingPause * 1.5)
        lastLook = now
    }
}
