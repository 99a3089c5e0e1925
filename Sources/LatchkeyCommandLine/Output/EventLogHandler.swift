import AutomationCore
import Logging

/// Passes what libraries log on to whoever hears the events.
struct EventLogHandler: LogHandler {
    let events: any EventSink
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// A logger for the libraries.
    static func logger(events: any EventSink, isVerbose: Bool) -> Logger {
        var logger = Logger(label: "latchkey") { _ in EventLogHandler(events: events) }
        logger.logLevel = isVerbose ? .debug : .error
        return logger
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let line = "\(event.message)" + all.map { "  \($0.key)=\($0.value)" }.joined()
        let level: RunEvent.Level =
            switch event.level {
            case .trace, .debug: .debug
            case .info, .notice: .info
            case .warning: .warning
            case .error, .critical: .error
            }
        events.receive(.log(level, TableText.plain(line), server: nil))
    }
}
