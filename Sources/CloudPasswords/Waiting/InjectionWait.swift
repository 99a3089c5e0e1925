import AutomationCore

/// When to look for a password that the cloud has yet to inject.
///
/// Injection takes 5 to 10 minutes from the launch (ECS API reference, "Obtaining the Password for Logging In to an
/// ECS"), so the first look is 5 minutes after it; later looks follow with growing pauses; the last is at the
/// deadline.
struct InjectionWait: Equatable {
    /// How long after the launch the first look is worth its request.
    static let earliestInjection = Duration.seconds(5 * 60)
    /// The pause after the first empty answer.
    static let firstPause = Duration.seconds(10)
    /// The pause that no later one exceeds.
    static let longestPause = Duration.seconds(30)

    /// When the wait is given up.
    let deadline: MonotonicInstant
    private(set) var nextLook: MonotonicInstant
    private var pause = Self.firstPause
    private var isLastLook: Bool

    /// Plans a wait that begins at `now`.
    ///
    /// - Parameter age: The time since the server's launch, zero while it has not been launched; nil when nobody can
    ///   tell, and then the first look is at once. A launch that lies ahead is a clock that is off, and counts as one
    ///   just now.
    init(now: MonotonicInstant, age: Duration?, deadline: MonotonicInstant) {
        self.deadline = deadline
        let untilInjection = age.map { Self.earliestInjection - max(.zero, $0) } ?? .zero
        nextLook = min(deadline, now.advanced(by: max(.zero, untilInjection)))
        isLastLook = nextLook == deadline
    }

    /// Notes that there was nothing at `now` and plans the next look; false when there is none any more.
    ///
    /// - Parameter jitter: Between 0 and 1; shortens the pause by up to a fifth, so that servers launched together
    ///   are not looked at together for ever.
    mutating func nothingYet(at now: MonotonicInstant, jitter: Double) -> Bool {
        guard !isLastLook, now < deadline else { return false }
        nextLook = min(deadline, now.advanced(by: pause * (1 - jitter / 5)))
        isLastLook = nextLook == deadline
        pause = min(Self.longestPause, pause * 1.5)
        return true
    }
}
