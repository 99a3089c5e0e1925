/// What becomes of a run when a plugin fails where no runbook hears of it; the operator chooses, in `latchkey.yaml`.
///
/// Where nothing is chosen: a plugin that cannot be made ready stops the run before it begins, an operation whose hook
/// fails beforehand is not carried out, and what fails afterwards, or in an event sink, is logged. Whatever is chosen,
/// a veto holds, and what a runbook asks of a plugin fails where it asks.
public enum FailureReaction: String, Sendable, CaseIterable {
    /// The first failure ends the run in order, as Ctrl-C does: nothing new starts, and what was begun is finished.
    case stop
    /// A plugin that cannot be made ready is left out, and an operation is carried out without its yes. Not for a plugin
    /// with passwords or credentials in its hands, or a policy: no other could stand in for it.
    case goOn = "continue"
}
