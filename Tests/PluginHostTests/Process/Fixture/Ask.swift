import AutomationCore
import Foundation

/// A request or a notification as a scripted plugin reads it.
struct Ask: Sendable {
    let id: Int?
    let method: String
    let line: String
    private let data: Data

    init?(_ line: String) {
        data = Data(line.utf8)
        guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let method = object["method"] as? String
        else { return nil }
        self.line = line
        self.method = method
        id = object["id"] as? Int
    }

    /// What was asked for.
    var parameters: [String: Any] {
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        return object?["params"] as? [String: Any] ?? [:]
    }

    /// The answer to it.
    func answer(_ result: String) -> String { "{\"jsonrpc\":\"2.0\",\"id\":\(id ?? 0),\"result\":\(result)}" }

    /// The answer that something went wrong.
    func failure(_ message: String, data: String = "{}") -> String {
        "{\"jsonrpc\":\"2.0\",\"id\":\(id ?? 0),\"error\":{\"code\":1,\"message\":\"\(message)\",\"data\":\(data)}}"
    }
}
