/// Tells several sinks the same, in order.
public struct EventFanOut: EventSink {
    private let sinks: [any EventSink]

    /// Tells all of these.
    public init(_ sinks: [any EventSink]) {
        self.sinks = sinks
    }

    public func receive(_ event: RunEvent) {
        for sink in sinks { sink.receive(event) }
    }
}
