/// The standard input of a program that runs.
public protocol ProgramInput: Sendable {
    /// How many bytes were taken and not written yet.
    var backlog: Int { get }

    /// Takes bytes that are to be written, in order, and returns at once, whether the program reads them or not. What a
    /// program that has ended is sent is lost.
    func send(_ bytes: [UInt8])

    /// Gives the program a moment to answer, on this thread, and what it writes to the listener: less time than it
    /// takes to suspend a task and to wake another one. A launcher need not do so.
    func linger()
}

extension ProgramInput {
    public func linger() {}
}
