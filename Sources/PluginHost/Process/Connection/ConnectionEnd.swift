import AutomationCore

/// Why a process plugin is there no more.
enum ConnectionEnd: Sendable {
    /// It has ended by itself, or was killed by somebody else.
    case exited(code: Int, lastWords: String?)
    /// It could not be started.
    case notStarted(reason: String)
    /// It has broken the protocol, and was ended.
    case broken(String)
    /// It was told to end.
    case dismissed

    /// What is said of the plugin: `ended with exit code 1`.
    var description: String {
        switch self {
        case .exited(let code, let lastWords):
            let isSignal = code > 128 && code < 160
            return "ended " + (isSignal ? "by signal \(code - 128)" : "with exit code \(code)")
                + (lastWords.map { ": \($0)" } ?? "")
        case .notStarted(let reason): return "could not be started: \(reason)"
        case .broken(let reason): return "was ended because it wrote \(reason)"
        case .dismissed: return "was ended with the run"
        }
    }

    /// Whether it may be started again.
    var isCrash: Bool {
        if case .exited = self { true } else { false }
    }
}
