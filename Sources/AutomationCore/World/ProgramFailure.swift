/// Why a program brought no result.
public enum ProgramFailure: Error, Sendable, Equatable {
    /// It could not be started.
    case notStarted(reason: String)
    /// It wrote more than it may, and was ended.
    case tooMuchOutput
}
