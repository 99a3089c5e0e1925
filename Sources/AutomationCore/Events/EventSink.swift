/// Who hears what happens in a run.
///
/// Called from many tasks at once, in the order of each; must return fast and never fail the run.
public protocol EventSink: Sendable {
    /// Takes note of an event.
    func receive(_ event: RunEvent)
}
