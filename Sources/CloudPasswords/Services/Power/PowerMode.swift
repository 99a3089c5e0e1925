/// How a server is brought down.
public enum PowerMode: String, Sendable, CaseIterable {
    /// The guest is asked to shut down.
    case soft
    /// The power is cut; what the guest has not written is lost.
    case hard

    /// As the API spells it.
    var name: String { rawValue.uppercased() }
}
