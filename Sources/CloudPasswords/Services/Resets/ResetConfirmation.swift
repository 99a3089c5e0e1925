public import AutomationCore

/// What is known of a reset's effect.
public enum ResetConfirmation: Sendable, Equatable {
    /// Somebody has tried the password, and it works.
    case confirmed
    /// The cloud has taken the password; whether the guest has applied it, or will, no API tells. The text says how far
    /// it is known.
    case unconfirmed(String)
    /// The cloud has refused it, or it does not work.
    case failed(AutomationError)

    /// Why it has failed; nil when it has not.
    var error: AutomationError? {
        if case .failed(let error) = self { error } else { nil }
    }

    /// The one word for it.
    public var word: String {
        switch self {
        case .confirmed: "confirmed"
        case .unconfirmed: "unconfirmed"
        case .failed: "failed"
        }
    }
}
