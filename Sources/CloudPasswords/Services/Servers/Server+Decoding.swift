import AutomationCore
import Foundation

extension Server {
    /// Reads a server with its detail from the body of an answer. `user_data` is never looked at.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/cloud`` when it is none.
    init(detailBody body: [UInt8], of server: Server) throws(AutomationError) {
        struct Body: Decodable { var server: ServerRecord }
        guard let record = try? JSONDecoder().decode(Body.self, from: Data(body)).server, record.detail != nil else {
            throw CloudErrorDecoder.unexpectedBody(body, expected: "a server detail")
        }
        self.init(id: record.id, name: record.name ?? server.name, detail: record.detail)
    }

    /// A date as the cloud writes it: UTC without saying so, with microseconds (`2018-09-13T07:04:09.197749`), or
    /// with a `Z`.
    static func date(_ text: String) -> Date? {
        let seconds = text.prefix { $0 != "." && $0 != "Z" }
        let fraction = text.dropFirst(seconds.count).filter { $0 != "Z" }
        guard let date = try? Date(seconds + "Z", strategy: .iso8601) else { return nil }
        return date.addingTimeInterval(fraction.isEmpty ? 0 : Double("0" + fraction) ?? 0)
    }
}
