/// Where the lines of a session come from. Reading blocks a thread of its own, and none of those that the work runs on.
protocol LineSource: Sendable {
    /// Whether somebody sits in front of it.
    var isInteractive: Bool { get }

    /// The next line.
    func next(_ prompt: String) async -> LineRead

    /// Ends a ``next(_:)`` that is under way, and all that follow.
    func stop()
}

/// What came of reading a line.
enum LineRead: Equatable {
    case line(String)
    /// Ctrl-C was typed, with or without anything before it on the line.
    case interrupted(isEmpty: Bool)
    case end
}
