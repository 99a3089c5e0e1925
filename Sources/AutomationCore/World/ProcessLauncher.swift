/// What starts other programs. A simulated world has none.
public protocol ProcessLauncher: Sendable {
    /// The variables that every program is given: where programs are, who the user is, which language is spoken.
    var environment: [String: String] { get }

    /// Starts a program, waits for its end, and returns what it wrote.
    ///
    /// A task that is cancelled ends the program, and all that it has started, before this throws.
    ///
    /// - Throws: ``ProgramFailure``, or `CancellationError`.
    func run(_ program: ProgramLaunch) async throws -> ProgramResult

    /// Starts a program and talks with it, line by line, for as long as `body` takes.
    ///
    /// What `body` leaves behind is ended before this returns or throws: its standard input is closed; when that does
    /// not end it, it is asked to end, and at last it is killed, with all that it has started. So it is when the task
    /// is cancelled.
    ///
    /// - Parameters:
    ///   - program: The program. Its output limit is the most bytes that one line may have; longer ones of its standard
    ///     error are cut there.
    ///   - listener: Hears what it writes, until it has ended.
    ///   - body: Writes to it. It should return soon after the listener was told that nothing more comes.
    /// - Returns: What it ended with; 128 and the signal's number when a signal ended it.
    /// - Throws: ``ProgramFailure``, `CancellationError`, or what `body` throws.
    func converse(
        with program: ProgramLaunch,
        listener: any ProgramListener,
        _ body: @escaping @Sendable (any ProgramInput) async throws -> Void
    ) async throws -> Int
}
