import AutomationCore

/// Tracebacks as somebody at a prompt has a use for them.
enum SessionTraceback {
    /// The way to an error, without the session's own frames; nil when it is no longer than the line that was entered.
    static func shortened(_ traceback: String?) -> String? {
        guard let traceback else { return nil }
        let lines = traceback.split(separator: "\n").filter { !$0.contains(SessionScript.name) }
        // The heading and the line that was entered are no way.
        let steps = lines.indices.dropFirst().filter { index in
            !lines[index].contains("[C]:") && !lines[index].contains("(...tail calls...)")
        }
        guard let end = steps.last, steps.count > 1 else { return nil }
        return lines[...end].joined(separator: "\n")
    }
}
