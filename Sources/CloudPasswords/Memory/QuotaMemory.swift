public import Foundation

/// A limit of a cloud on how many requests it takes, as it was learned from the cloud's answers.
public struct QuotaMemory: Sendable, Hashable, Codable {
    /// How many requests are taken in one window.
    public var limit: Int
    /// How long a window lasts, in seconds.
    public var windowSeconds: Double
    /// When it was learned.
    public var learnedAt: Date

    /// Puts a limit together.
    public init(limit: Int, windowSeconds: Double, learnedAt: Date) {
        self.limit = limit
        self.windowSeconds = windowSeconds
        self.learnedAt = learnedAt
    }

    /// Whether a cloud can have such a limit; a damaged file may say anything.
    var isPlausible: Bool {
        (1...1_000_000).contains(limit) && windowSeconds > 0 && windowSeconds <= 86_400
    }
}
