package import AutomationCore

/// Why a batch operation failed for one of its servers: one item of `internalError` in an answer.
///
/// Source: ECS API reference, "Response (Batch Operation)". Codes come with an upper-case prefix there: `ECS.0614`.
package struct BatchFailure: Sendable, Equatable {
    /// The server's id.
    package var serverID: String
    /// The cloud's code; nil when it gives none.
    package var code: String?
    /// What the cloud says; nil when it says nothing.
    package var message: String?

    /// Describes a failure.
    package init(serverID: String, code: String?, message: String?) {
        self.serverID = serverID
        self.code = code
        self.message = message
    }

    /// The failures in an answer, whatever its status, in the cloud's order; none where the answer has no such list.
    ///
    /// - Parameter secrets: what the answer may echo and nobody may see.
    package static func list(in body: [UInt8], hiding secrets: [Secret]) -> [BatchFailure] {
        guard let object = CloudErrorJSON.parse(body) as? [String: Any] else { return [] }
        return list(in: object).map { failure in
            BatchFailure(
                serverID: failure.serverID,
                code: failure.code?.hiding(secrets),
                message: failure.message?.hiding(secrets)
            )
        }
    }

    static func list(in object: [String: Any]) -> [BatchFailure] {
        let items = object["internalError"] ?? (object["error"] as? [String: Any])?["internalError"]
        return (items as? [Any] ?? []).compactMap { item in
            guard let item = item as? [String: Any],
                let id = CloudErrorJSON.name(item["id"]) ?? CloudErrorJSON.name(item["server_id"])
            else { return nil }
            return BatchFailure(
                serverID: id,
                code: CloudErrorJSON.code(item["error_code"] ?? item["code"]),
                message: ["error_message", "error_msg", "message"].lazy
                    .compactMap { CloudErrorJSON.text(item[$0]) }.first
            )
        }
    }
}
