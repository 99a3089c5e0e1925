import AutomationCore

/// What one of the cloud's error codes means: one row of the ``CloudErrorTable``.
struct CloudErrorMeaning: Sendable, Equatable {
    /// When the same request is worth sending again.
    enum Retry: Sendable, Equatable {
        /// Not without a change.
        case no
        /// After a pause, as the retry policy has it.
        case backOff
        /// After at least this long.
        case after(Duration)
    }

    /// What sort of thing went wrong.
    var kind: ErrorKind
    /// When to send it again.
    var retry: Retry
    /// What to do about it; nil when the cloud's own message has to do.
    var hint: String?

    init(_ kind: ErrorKind, _ retry: Retry, _ hint: String? = nil) {
        self.kind = kind
        self.retry = retry
        self.hint = hint
    }
}
