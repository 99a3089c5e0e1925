/// A field of a module that is a value and no function: `json.null`.
public struct ModuleConstant: Sendable {
    /// The name inside its module.
    public var name: String
    /// Its type, for the documentation.
    public var type: ParameterType
    /// What it is, in one line.
    public var summary: String
    /// The value; no function of a script.
    public var value: Value

    /// Declares a constant.
    public init(_ name: String, _ type: ParameterType, _ summary: String, value: Value) {
        self.name = name
        self.type = type
        self.summary = summary
        self.value = value
    }
}
