import ArgumentParser
import AutomationCore
import Foundation

/// What a command has to say: per server, or as a table, as text or as JSON.
struct CommandReport: Sendable {
    /// One entry for each server, in the order in which they were given.
    var entries: [ServerEntry] = []
    /// The heading of the table; nil for a table without one.
    var heading: [String]?
    /// What went wrong as a whole; nothing was done for the servers that have no entry.
    var error: AutomationError?

    /// The lines of the result. What went wrong is not among them.
    var lines: [String] {
        TableText.lines((heading.map { [$0] } ?? []) + entries.filter { !$0.columns.isEmpty }.map(\.columns))
    }

    /// The errors, with the advice for somebody at a command line.
    var errors: [AutomationError] {
        ([error] + entries.map(\.error)).compactMap(\.self).map(CommandAdvice.forOperator)
    }

    /// What the process ends with; nil when all is well.
    var exitCode: ExitCode? {
        if let error { return ExitCode(endingWith: error) }
        let failed = entries.compactMap(\.error).filter { $0.kind != .unavailable }
        guard failed.isEmpty else {
            // Where every server failed for want of an option, it is the command line that failed.
            let isUsage = failed.count == entries.count && failed.allSatisfy { $0.kind == .input }
            return isUsage ? .usage : .serversFailed
        }
        return entries.contains { $0.error != nil || $0.isNo } ? .answerIsNo : nil
    }

    /// The report as one JSON document. Fields are only ever added.
    func json(wasInterrupted: Bool) throws -> String {
        struct Document: Encodable {
            var outcome: String
            var error: RunReportJSON.Failure?
            var servers: [ServerEntry]
        }
        let hasFailed = entries.contains { $0.error != nil }
        let outcome =
            wasInterrupted ? "interrupted" : error != nil ? "failed" : hasFailed ? "servers_failed" : "succeeded"
        let document = Document(
            outcome: outcome,
            error: error.map { RunReportJSON.Failure(CommandAdvice.forOperator($0)) },
            servers: entries
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
}
