/// A runbook: the text of a Lua script and what to call it.
public struct Runbook: Sendable {
    /// What messages and tracebacks call it, usually its path.
    public var name: String
    /// The script.
    public var source: String

    /// Takes a script.
    public init(name: String, source: String) {
        self.name = name
        self.source = source
    }
}
