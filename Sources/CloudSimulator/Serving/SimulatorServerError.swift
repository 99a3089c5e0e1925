/// Why the simulator does not serve over HTTP.
public struct SimulatorServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address that was asked for.
    public var address: String
    /// What the system says about it.
    public var detail: String

    public var description: String {
        "the simulator cannot listen on \(address): \(detail)"
    }
}
