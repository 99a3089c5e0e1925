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
}
