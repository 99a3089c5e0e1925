import AutomationCore
import Foundation

/// A task that the cloud works off after it has answered. Source: ECS API reference, "Querying the Execution Status of
/// a Job".
struct CloudJob {
    /// How far it is.
    enum State: Equatable {
        case underWay(String)
        case succeeded
        case failed
    }

    private let object: [String: Any]

    /// Reads the body of an answer; nil when it is no job.
    init?(_ body: [UInt8]) {
        guard let object = CloudErrorJSON.parse(body) as? [String: Any], object["status"] is String else { return nil }
        self.object = object
    }

    /// How far it is. A status that nobody knows is on its way to one of the others.
    var state: State {
        let status = object["status"] as? String ?? ""
        switch status.uppercased() {
        case "SUCCESS": return .succeeded
        case "FAIL", "FAILED": return .failed
        default: return .underWay(status)
        }
    }

    /// Why it failed for a server, or else at all.
    func failure(for server: Server?, caller: String) -> AutomationError {
        let part = part(for: server)
        let entities = part?["entities"] as? [String: Any]
        let reason =
            CloudErrorJSON.text(entities?["errorcode_message"]) ?? CloudErrorJSON.text(part?["fail_reason"])
            ?? CloudErrorJSON.text(object["fail_reason"])
        let code = CloudErrorJSON.code(part?["error_code"]) ?? CloudErrorJSON.code(object["error_code"])
        let meaning = code.flatMap(CloudErrorTable.meaning)
        return AutomationError(
            meaning?.kind ?? .cloud,
            "the cloud's job failed" + (reason.map { ": \(CloudErrorText.line($0))" } ?? " and gives no reason"),
            operation: caller,
            server: server?.label,
            code: code,
            hint: meaning?.hint ?? "look at the server in the console"
        )
    }

    /// The failed part that is about the server, or else the first that failed.
    private func part(for server: Server?) -> [String: Any]? {
        let parts = (object["entities"] as? [String: Any])?["sub_jobs"] as? [Any] ?? []
        let failed = parts.compactMap { $0 as? [String: Any] }.filter {
            ($0["status"] as? String)?.uppercased().hasPrefix("FAIL") == true
        }
        func serverID(_ part: [String: Any]) -> String? {
            (part["entities"] as? [String: Any])?["server_id"] as? String
        }
        return failed.first { serverID($0) == server?.id } ?? failed.first
    }
}
