/// A declared fault: what goes wrong, and with which requests.
public struct FaultRule: Sendable {
    /// Which of the matching calls a fault befalls; the first is 1.
    public enum Occurrence: Sendable, Equatable {
        /// All of them.
        case every
        /// One of them.
        case number(Int)
        /// The first ones, up to and including this one.
        case upTo(Int)
    }

    /// The operations concerned; nil for all, paths that the cloud does not know included.
    public var operations: Set<SimulatedOperation>?
    /// The server concerned; nil for all.
    public var serverID: String?
    /// Which of the matching calls are concerned.
    public var occurrence: Occurrence
    /// What goes wrong with them.
    public var effect: FaultEffect
    /// How many calls have matched so far.
    public private(set) var matches = 0

    /// Declares a fault.
    public init(
        _ effect: FaultEffect,
        on operations: Set<SimulatedOperation>? = nil,
        serverID: String? = nil,
        occurrence: Occurrence = .every
    ) {
        self.operations = operations
        self.serverID = serverID
        self.occurrence = occurrence
        self.effect = effect
    }

    /// Counts the call if it matches and says whether the fault befalls it.
    mutating func befalls(_ operation: SimulatedOperation?, serverID: String?) -> Bool {
        if let operations {
            guard let operation, operations.contains(operation) else { return false }
        }
        if let wanted = self.serverID, wanted != serverID { return false }
        matches += 1
        switch occurrence {
        case .every: return true
        case .number(let number): return matches == number
        case .upTo(let last): return matches <= last
        }
    }
}
