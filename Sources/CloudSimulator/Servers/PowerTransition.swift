public import Foundation

/// A change of power under way.
public struct PowerTransition: Sendable, Equatable {
    /// What is being done.
    public var action: PowerAction
    /// Whether the power is cut instead of the guest being asked.
    public var isHard: Bool
    /// Whether it comes to nothing.
    public var fails: Bool
    /// When it is over.
    public var endsAt: Date
}
