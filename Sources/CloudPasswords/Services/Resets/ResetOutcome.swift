public import AutomationCore

/// What became of a reset that the cloud has taken.
public struct ResetOutcome: Sendable {
    /// The new password.
    public let password: Secret
    /// What is known of its effect.
    public let confirmation: ResetConfirmation
    /// Whether the server was restarted after it, and is back.
    public let isRestarted: Bool

    /// Describes an outcome.
    public init(password: Secret, confirmation: ResetConfirmation, isRestarted: Bool) {
        self.password = password
        self.confirmation = confirmation
        self.isRestarted = isRestarted
    }
}
