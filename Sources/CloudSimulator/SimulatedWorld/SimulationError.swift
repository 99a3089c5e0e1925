/// Why a simulated run could not be driven to its end.
public struct SimulationError: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
