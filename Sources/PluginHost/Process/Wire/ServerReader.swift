import AutomationCore
import Foundation

/// Reads servers as process plugins write them: the fields that scripts see.
enum ServerReader {
    private static let known = Server.objectType.fields.map(\.name)

    /// Reads a server.
    ///
    /// - Throws: ``WireFault`` that names the field.
    static func server(_ fields: [String: Value]) throws(WireFault) -> Server {
        for name in fields.keys.sorted() where !known.contains(name) {
            let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw WireFault("a server has no field \"\(HarmlessText.line(name, limit: 40))\"\(suggestion)")
        }
        guard let id = try text("id", fields), !id.isEmpty else { throw WireFault("a server has no \"id\"") }
        let name = try text("name", fields)
        guard let status = try text("status", fields) else {
            for field in known.dropFirst(3) where fields[field].map({ !$0.isNone }) ?? false {
                throw WireFault("a server with \"\(field)\" must have a \"status\" too")
            }
            return Server(id: id, name: name)
        }
        var isLocked: Bool?
        switch fields["locked"] ?? .none {
        case .none: break
        case .boolean(let flag): isLocked = flag
        default: throw WireFault("\"locked\" of a server must be true or false")
        }
        return Server(
            id: id,
            name: name,
            detail: ServerDetail(
                status: status,
                launchedAt: try date("launched_at", fields),
                osType: try text("os_type", fields),
                keyName: try text("key_name", fields),
                imageID: try text("image", fields),
                flavorID: try text("flavor", fields),
                taskState: try text("task", fields),
                updatedAt: try date("updated_at", fields),
                isLocked: isLocked
            )
        )
    }

    private static func text(_ name: String, _ fields: [String: Value]) throws(WireFault) -> String? {
        switch fields[name] ?? .none {
        case .none: return nil
        case .string(let text) where HarmlessText.isHarmless(text): return text
        default: throw WireFault("\"\(name)\" of a server must be a text without control characters")
        }
    }

    /// Reads a date; nil when there is none.
    static func date(_ name: String, _ fields: [String: Value]) throws(WireFault) -> Date? {
        guard let text = try text(name, fields) else { return nil }
        if let date = try? Date(text, strategy: .iso8601) { return date }
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = try? Date(text, strategy: fractional) else {
            throw WireFault("\"\(name)\" must be a date as in 2026-05-01T12:00:00Z")
        }
        return date
    }
}
