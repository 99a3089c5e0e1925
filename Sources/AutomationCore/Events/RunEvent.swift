/// Something that happened in a run, worth telling. No event ever holds a secret.
public enum RunEvent: Sendable, Equatable {
    /// How urgent a line of the log is.
    public enum Level: String, Sendable {
        case debug, info, warning, error
    }

    /// The runbook, or Latchkey itself, has something to say.
    case log(Level, String, server: Server?)
    /// Something is waited for. `next` is the time until the next look, `remaining` the time until the wait is given
    /// up, both in cloud time.
    case waiting(server: Server, for: String, next: Duration, remaining: Duration)
    /// What was waited for is there, after this much cloud time.
    case arrived(server: Server, what: String, after: Duration)
    /// A step on a server is done: `password stored`, `record cleared`.
    case step(server: Server, what: String)
    /// A request failed and will be sent again after a pause.
    case retrying(operation: String, server: Server?, attempt: Int, reason: String, pause: Duration)
    /// The runbook started to work on a server.
    case serverStarted(Server)
    /// The runbook is done with a server; the error is nil when all went well.
    case serverFinished(Server, error: AutomationError?)
    /// The runbook has turned a secret into text, as the operator had allowed.
    case secretRevealed(server: Server?)
    /// The run was asked to stop.
    case stopping(reason: String)
}
