import AutomationCore

/// Errors as an operator reads them.
enum ErrorText {
    /// The error, what to do, and the way to it through the script.
    static func lines(for error: AutomationError) -> [String] {
        var lines = ["error: " + place(error) + error.description]
        var cause = error.cause
        while let next = cause {
            lines.append("cause: \(next.description)")
            cause = next.cause
        }
        if let hint = error.hint { lines.append("hint: \(hint)") }
        // A missing input is the operator's to mend, who has no use for the way through the script.
        if let traceback = error.traceback, error.kind != .input { lines.append(traceback) }
        return lines
    }

    /// The place in the script. Lua's own messages begin with it already.
    private static func place(_ error: AutomationError) -> String {
        error.location.map { error.message.hasPrefix($0) ? "" : "\($0): " } ?? ""
    }
}
