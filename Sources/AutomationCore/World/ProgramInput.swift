/// The standard input of a program that runs. One task at a time may use it.
public protocol ProgramInput: Sendable {
    /// Writes bytes; waits while the program does not read them.
    ///
    /// - Throws: Anything when the program does not take them any more.
    func write(_ bytes: [UInt8]) async throws
}
