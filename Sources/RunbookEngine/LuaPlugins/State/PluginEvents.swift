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
        guard case .log(let level, let text, let server) = event else { return next.receive(event) }
        next.receive(.log(level, "\(plugin): \(secrets.conceal(text))", server: server))
    }
}
