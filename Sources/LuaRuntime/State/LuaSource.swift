/// The text of a script and what to call it.
public struct LuaSource: Sendable, Equatable {
    /// The text.
    public var text: String
    /// What messages and tracebacks call it, usually its path.
    public var name: String

    /// Takes a text.
    public init(text: String, name: String) {
        self.text = text
        self.name = name
    }
}
