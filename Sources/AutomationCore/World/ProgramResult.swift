/// How a program ended.
public struct ProgramResult: Sendable {
    /// What it ended with; 128 and the signal's number when a signal ended it.
    public var exitCode: Int
    /// What it wrote to its standard output.
    public var output: [UInt8]
    /// What it wrote to its standard error.
    public var errors: [UInt8]

    /// Describes an end.
    public init(exitCode: Int, output: [UInt8], errors: [UInt8]) {
        self.exitCode = exitCode
        self.output = output
        self.errors = errors
    }
}
