import AutomationCore
import Foundation
import RunbookEngine

/// A run's report as JSON, for `--json`. Fields are only ever added.
struct RunReportJSON: Encodable {
    struct Failure: Encodable {
        var kind: String
        var message: String
        var operation: String?
        var status: Int?
        var code: String?
        var request_id: String?
        var retryable: Bool
        var hint: String?
        var location: String?
        var traceback: String?

        init(_ error: AutomationError) {
            kind = error.kind.rawValue
            message = error.message
            operation = error.operation
            status = error.status
            code = error.code
            request_id = error.requestID
            retryable = error.isRetryable
            hint = error.hint
            location = error.location
            traceback = error.traceback
        }
    }

    struct ServerResult: Encodable {
        var id: String
        var name: String?
        var ok: Bool
        var seconds: Double
        var last_step: String?
        var error: Failure?
    }

    var outcome: String
    var error: Failure?
    var servers: [ServerResult]

    init(_ report: RunReport) {
        outcome =
            report.wasInterrupted
            ? "interrupted" : report.error != nil ? "failed" : report.failedCount > 0 ? "servers_failed" : "succeeded"
        error = report.error.map { Failure($0) }
        servers = report.servers.map { outcome in
            ServerResult(
                id: outcome.server.id,
                name: outcome.server.name,
                ok: outcome.error == nil,
                seconds: (outcome.duration / .milliseconds(1)).rounded() / 1000,
                last_step: outcome.lastStep,
                error: outcome.error.map { Failure($0) }
            )
        }
    }

    /// The report as one JSON document.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
