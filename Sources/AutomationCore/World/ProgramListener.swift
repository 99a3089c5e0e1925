/// Who hears what a program writes while it runs. Its methods return fast; who needs time makes the program wait.
public protocol ProgramListener: Sendable {
    /// A line of its standard output, without its end.
    func receive(line: [UInt8])

    /// A line of its standard error, without its end.
    func receive(errorLine: [UInt8])

    /// Nothing more comes from its standard output: it has ended, or closed it, or `failure` says what it did.
    func outputEnded(_ failure: ProgramFailure?)
}
