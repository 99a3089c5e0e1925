import AutomationCore
import Foundation

extension Server {
    /// Reads a server with its detail from the body of an answer. `user_data` is never looked at.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/cloud`` when it is none.
    init(detailBody body: [UInt8], of server: Server) throws(AutomationError) {
        guard let decoded = try? JSONDecoder().decode(Body.self, from: Data(body)).server else {
            throw CloudErrorDecoder.unexpectedBody(body, expected: "a server detail")
        }
        let detail = ServerDetail(
            status: decoded.status,
            launchedAt: decoded.launchedAt.flatMap(Self.date),
            osType: decoded.metadata?.osType,
            keyName: decoded.keyName?.isEmpty == false ? decoded.keyName : nil
        )
        self.init(id: decoded.id, name: decoded.name ?? server.name, detail: detail)
    }

    /// A date as the cloud writes it: UTC without saying so, with microseconds (`2018-09-13T07:04:09.197749`), or
    /// with a `Z`.
    static func date(_ text: String) -> Date? {
        let seconds = text.prefix { $0 != "." && $0 != "Z" }
        let fraction = text.dropFirst(seconds.count).filter { $0 != "Z" }
        guard let date = try? Date(seconds + "Z", strategy: .iso8601) else { return nil }
        return date.addingTimeInterval(fraction.isEmpty ? 0 : Double("0" + fraction) ?? 0)
    }

    private struct Body: Decodable {
        struct Detail: Decodable {
            struct Metadata: Decodable {
                var osType: String?
                enum CodingKeys: String, CodingKey { case osType = "os_type" }
            }

            var id: String
            var name: String?
            var status: String
            var launchedAt: String?
            var keyName: String?
            var metadata: Metadata?
            enum CodingKeys: String, CodingKey {
                case id, name, status, metadata
                case launchedAt = "OS-SRV-USG:launched_at"
                case keyName = "key_name"
            }
        }

        var server: Detail
    }
}
