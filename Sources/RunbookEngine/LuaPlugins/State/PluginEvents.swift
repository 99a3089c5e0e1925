import AutomationCore
import Synchronization

/// Who hears what a plugin has to say: everybody, with the plugin's name in front, without its secrets, and never more of
/// it than anybody would read.
final class PluginEvents: EventSink {
    /// Whether the current task carries an event to a plugin. What comes of that is told to no plugin, or two that write
    /// to the log whatever they hear would never come to an end.
    @TaskLocal static var isDelivering = false

    private let plugin: String
    private let next: any EventSink
    private let secrets: KnownSecrets
    private let clock: any WorldClock
    private let quota = Mutex(LineQuota())

    init(plugin: String, next: any EventSink, secrets: KnownSecrets, clock: any WorldClock) {
        self.plugin = plugin
        self.next = next
        self.secrets = secrets
        self.clock = clock
    }

    func receive(_ event: RunEvent) {
        switch event {
        case .log(let level, let text, let server):
            let now = clock.now
            let (passes, leftOut) = quota.withLock { $0.admit(at: now) }
            tell(leftOut)
            guard passes else { return }
            next.receive(.log(level, "\(plugin): \(shortened(secrets.hiding(text)))", server: server))
        case .secretRevealed(let server):
            // Whoever granted it secrets has meant that, and the runbook, of which the event tells, has revealed none.
            next.receive(.log(.debug, "\(plugin): has seen a secret as text", server: server))
        default:
            next.receive(event)
        }
    }

    /// Says something about the plugin. That is never left out.
    func tell(_ text: String) {
        next.receive(.log(.warning, "\(plugin): \(shortened(secrets.hiding(text)))", server: nil))
    }

    /// Says how many lines were left out lately.
    func flush() { tell(quota.withLock { $0.takeLeftOut() }) }

    private func tell(_ leftOut: Int) {
        guard leftOut > 0 else { return }
        next.receive(.log(.warning, "\(plugin): \(LineQuota.notice(leftOut))", server: nil))
    }

    private func shortened(_ text: String) -> String {
        guard text.utf8.count > LineQuota.lineLimit, text.count > LineQuota.lineLimit else { return text }
        return text.prefix(LineQuota.lineLimit) + "…"
    }
}
