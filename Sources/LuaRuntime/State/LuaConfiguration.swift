import CLuaShims

/// Everything that a Lua state is made from.
public struct LuaConfiguration: Sendable {
    /// What scripts get by `require`.
    public var modules: [LuaModule] = []
    /// The kinds of object that functions take and give.
    public var objectTypes: [LuaObjectType] = []
    /// Functions that are global variables. One named `print` receives the finished line.
    public var globals: [LuaHostFunction] = []
    /// The most memory that scripts may use, in bytes; 0 for no limit.
    public var memoryLimit = 1 << 30
    /// What `math.random` starts from.
    public var randomSeed: Int64 = 0
    /// Seconds since 1970, for `os.time` and `os.date`.
    public var wallTime: @Sendable () -> Double = { 0 }
    /// Seconds on a clock that never goes back, for `os.clock`.
    public var monotonicTime: @Sendable () -> Double = { 0 }
    /// The table, a ``LuaValue/record(_:)``, that an error of a host function becomes. `message` is its text. A
    /// ``LuaError/reference`` stands for the value that the script itself raised.
    public var errorFields: @Sendable (any Error) -> LuaValue = LuaConfiguration.plainErrorFields
    /// What to say about a name that stands for nothing. Nil, which only a name in a library of Lua's own may get, says
    /// that it is no mistake: the field is nil.
    public var explainUnknownName: @Sendable (LuaUnknownName) -> String? = LuaConfiguration.plainExplanation
    /// How many waits a cancelled coroutine may try before it is ended where it stands.
    public var waitsAfterCancellation = 100
    /// How long scripts may compute.
    public var limits = LuaLimits.timed()
    /// The text of a module that is a script, for `require`; nil when there is none of that name. An error is raised in
    /// the script with its text.
    public var findModule: @Sendable (_ name: String) throws -> LuaSource? = { _ in nil }
    /// Where `require` looks for compiled modules, in the form of `package.cpath`; nil loads none. What such a module does
    /// is held to none of the limits, and can bring the process down.
    public var nativePath: String?
    /// Hears that a stretch of computing has become long, with the place in the script.
    public var onLongComputation: @Sendable (_ place: String) -> Void = { _ in }

    /// The libraries alone, with clocks that stand still.
    public init() {}

    /// The `package.cpath` that Lua was built with.
    public static var standardNativePath: String { lks_native_path().map { String(cString: $0) } ?? "" }

    private static func plainExplanation(_ unknown: LuaUnknownName) -> String? {
        if case .library = unknown.scope { nil } else { "unknown name '\(unknown.name)'" }
    }

    private static func plainErrorFields(_ error: any Error) -> LuaValue {
        if let error = error as? LuaError, let reference = error.reference { return .function(reference) }
        if let error = error as? LuaError, case .record = error.value { return error.value }
        let kind = error is CancellationError ? "cancelled" : "host"
        return .record(["kind": .string(kind), "message": .string("\(error)")])
    }
}
