/// What one look at a server without a known initial password showed.
public struct InjectionObservation: Sendable, Hashable {
    /// The server's age at the last look before that found nothing; nil when this was the first look.
    public var emptyAt: Duration?
    /// The server's age at this look, in cloud time since its launch.
    public var outcomeAt: Duration
    /// Whether the password was there.
    public var isReady: Bool

    /// Puts an observation together.
    public init(emptyAt: Duration?, outcomeAt: Duration, isReady: Bool) {
        self.emptyAt = emptyAt
        self.outcomeAt = outcomeAt
        self.isReady = isReady
    }
}
