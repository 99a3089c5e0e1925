import AutomationCore
import RunbookEngine

/// How a run ended, server by server, as text.
enum RunSummary {
    /// The lines of the result; none when the runbook worked on no server with `fleet.each`.
    static func lines(for report: RunReport) -> [String] {
        guard !report.servers.isEmpty else { return [] }
        let width = report.servers.map(\.server.label.count).max() ?? 0
        let rows = report.servers.map { outcome in
            let name = outcome.server.label + String(repeating: " ", count: width - outcome.server.label.count)
            let duration = DurationText.format(outcome.duration)
            guard let error = outcome.error else {
                return "\(name)  ok       \(duration)" + (outcome.lastStep.map { "  \($0)" } ?? "")
            }
            let word = error.kind == .cancelled ? "stopped" : "failed "
            return "\(name)  \(word)  \(duration)  \(error)"
        }
        let count = report.servers.count
        let stopped = report.servers.count { $0.error?.kind == .cancelled }
        let failed = report.failedCount - stopped
        var total = "\(count) server\(count == 1 ? "" : "s"): \(count - report.failedCount) ok, \(failed) failed"
        if stopped > 0 { total += ", \(stopped) stopped" }
        return rows + [total]
    }
}
