import AutomationCore

/// Who hears what a plugin has to say: everybody, with the plugin's name in front and without its secrets.
struct PluginEvents: EventSink {
    /// Whether the current task carries an event to a plugin. What comes of that is told to no plugin, or two that write
    /// to the log whatever they hear would never come to an end.
    @TaskLocal static var isDelivering = false

    let plugin: String
    let next: any EventSink
    let secrets: ConcealedSecrets

    func receive(_ event: RunEvent) {
        switch event {
        case .log(let level, let text, let server):
            next.receive(.log(level, "\(plugin): \(secrets.conceal(text))", server: server))
        case .secretRevealed(let server):
            // Whoever granted it secrets has meant that, and the runbook, of which the event tells, has revealed none.
            next.receive(.log(.debug, "\(plugin): has seen a secret as text", server: server))
        default:
            next.receive(event)
        }
    }
}
