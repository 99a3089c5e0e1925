/// One parameter of a host function, one option of its last table, or one field of an object.
public struct Parameter: Sendable, Equatable {
    /// The name, as a script author writes it: words joined by `_`.
    public var name: String
    /// What it takes.
    public var type: ParameterType
    /// What it is for, in one line.
    public var summary: String
    /// What stands in when it is left out, as it would be written in Lua; nil when nothing does.
    public var defaultText: String?

    /// Declares a parameter.
    public init(_ name: String, _ type: ParameterType, _ summary: String, default defaultText: String? = nil) {
        self.name = name
        self.type = type
        self.summary = summary
        self.defaultText = defaultText
    }

    /// Whether it may be left out.
    public var isOptional: Bool {
        if case .optional = type { true } else { defaultText != nil }
    }
}
