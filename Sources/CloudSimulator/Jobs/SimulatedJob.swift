public import Foundation

/// A task that the cloud works off after it has answered.
public struct SimulatedJob: Sendable, Equatable {
    /// The job's id, 32 hexadecimal digits.
    public let id: String
    /// What it does to each of its servers.
    public let action: PowerAction
    /// When it was accepted.
    public let beganAt: Date
    /// When it is over.
    public let endsAt: Date
    /// One part for each server.
    public let parts: [Part]

    /// What a job does to one server.
    public struct Part: Sendable, Equatable {
        /// The part's id, 32 hexadecimal digits.
        public let id: String
        /// The server concerned.
        public let serverID: String
        /// Whether it comes to nothing.
        public let fails: Bool
    }

    /// Whether any part comes to nothing.
    public var fails: Bool { parts.contains(where: \.fails) }

    /// `RUNNING`, `SUCCESS` or `FAIL`.
    public func status(at now: Date) -> String {
        if now < endsAt { return "RUNNING" }
        return fails ? "FAIL" : "SUCCESS"
    }
}
