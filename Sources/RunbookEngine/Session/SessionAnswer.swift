public import AutomationCore

/// What a session makes of a text that was entered.
public enum SessionAnswer: Sendable, Equatable {
    /// It was carried out; a text for each of its values, which may have several lines.
    case values([String])
    /// It is only the beginning of something; the error says what is missing, should nothing more come.
    case incomplete(AutomationError)
    /// It is no Lua, or it has failed. The traceback is there when it tells more than the message does.
    case failed(AutomationError)
    /// It was stopped because the task was cancelled.
    case interrupted
}
