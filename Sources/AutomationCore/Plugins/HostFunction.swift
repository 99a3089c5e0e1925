/// A function that scripts see: the one declaration that its binding, its argument checks, its documentation and its
/// journal behaviour come from.
public struct HostFunction: Sendable {
    /// What a function gives back.
    public struct Result: Sendable {
        /// Its type.
        public var type: ParameterType
        /// What it is, in one line.
        public var summary: String

        /// Declares a result.
        public init(_ type: ParameterType, _ summary: String) {
            self.type = type
            self.summary = summary
        }
    }

    /// What runs when a script calls the function.
    public enum Body: Sendable {
        /// Answers at once, on the script's own thread: for what takes microseconds and touches no file or network.
        case immediate(@Sendable (HostCall) throws -> Value)
        /// May take its time: only the calling coroutine waits.
        case suspending(@Sendable (HostCall) async throws -> Value)
    }

    /// The name inside its module: `wait`.
    public var name: String
    /// What it does, in one line.
    public var summary: String
    /// The parameters in order. Optional ones come last.
    public var parameters: [Parameter]
    /// The fields of an optional table; none means there is no such table.
    public var options: [Parameter]
    /// How many parameters come before the table of options; all of them, unless a function comes last, which reads
    /// better behind its options.
    public var optionsPosition: Int
    /// Whether any number of further values of any type may follow the parameters.
    public var isVariadic: Bool
    /// What it gives back; nil when nothing.
    public var returns: Result?
    /// The kinds of error that it raises, beside ``ErrorKind/argument`` and ``ErrorKind/cancelled``.
    public var errors: [ErrorKind]
    /// What a second call would do.
    public var effect: Effect
    /// What runs.
    public var body: Body

    /// Declares a function.
    public init(
        _ name: String,
        summary: String,
        parameters: [Parameter] = [],
        options: [Parameter] = [],
        optionsPosition: Int? = nil,
        isVariadic: Bool = false,
        returns: Result? = nil,
        errors: [ErrorKind] = [],
        effect: Effect,
        body: Body
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.options = options
        self.optionsPosition = optionsPosition ?? parameters.count
        self.isVariadic = isVariadic
        self.returns = returns
        self.errors = errors
        self.effect = effect
        self.body = body
    }
}
