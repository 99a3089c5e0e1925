/// A table of host functions that a script gets by `require`.
public struct HostModule: Sendable {
    /// The name for `require`.
    public var name: String
    /// What it is for, in one line.
    public var summary: String
    /// Its functions.
    public var functions: [HostFunction]
    /// Its fields that are values and no functions.
    public var constants: [ModuleConstant]
    /// The kinds of host object that its functions take or give.
    public var objectTypes: [ObjectType]
    /// Whether scripts see it as a global of that name, without `require`.
    public var isGlobal: Bool

    /// Declares a module.
    public init(
        name: String,
        summary: String,
        functions: [HostFunction],
        constants: [ModuleConstant] = [],
        objectTypes: [ObjectType] = [],
        isGlobal: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.functions = functions
        self.constants = constants
        self.objectTypes = objectTypes
        self.isGlobal = isGlobal
    }
}
