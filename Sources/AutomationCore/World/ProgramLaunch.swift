/// A program with everything that it is given. The input may hold a password, so it shows nowhere.
public struct ProgramLaunch: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The absolute path of the program.
    public var path: String
    /// What comes behind its name.
    public var arguments: [String]
    /// All its variables.
    public var environment: [String: String]
    /// The folder that it starts in.
    public var folder: String
    /// What it reads from its standard input.
    public var input: [UInt8]
    /// The most bytes that it may write, to its standard output and to its standard error each.
    public var outputLimit: Int

    /// Describes a program to start.
    public init(
        path: String,
        arguments: [String],
        environment: [String: String],
        folder: String,
        input: [UInt8],
        outputLimit: Int
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.input = input
        self.outputLimit = outputLimit
    }

    public var description: String { path }

    public var debugDescription: String { path }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
