public import AutomationCore

/// A file with values of inputs, read already.
public struct InputFile: Sendable {
    /// What messages call it.
    public var name: String
    /// The values by the names of the inputs.
    public var values: [String: Value]
    /// Whether nobody else can read it, so that it may hold secrets.
    public var isPrivate: Bool

    /// Takes what was read.
    public init(name: String, values: [String: Value], isPrivate: Bool) {
        self.name = name
        self.values = values
        self.isPrivate = isPrivate
    }
}
