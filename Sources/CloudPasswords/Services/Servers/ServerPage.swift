import AutomationCore
import Foundation

/// One page of a list of servers, in either generation of the API.
struct ServerPage: Decodable {
    /// The servers; those that were asked for by id and do not exist have no detail.
    var servers: [ServerRecord]
    /// How many there are on all pages, where the API tells.
    var count: Int?
    /// Where the next page begins, where the API tells.
    var nextMarker: String?

    private enum CodingKeys: String, CodingKey {
        case servers, count
        case links = "servers_links"
    }

    private struct Link: Decodable {
        var rel: String
        var href: String
    }

    /// Reads the body of an answer.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/cloud`` when it is no list.
    static func read(_ body: [UInt8]) throws(AutomationError) -> ServerPage {
        do { return try JSONDecoder().decode(ServerPage.self, from: Data(body)) } catch {
            throw CloudErrorDecoder.unexpectedBody(body, expected: "a list of servers")
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        servers = try container.decode([ServerRecord].self, forKey: .servers)
        count = try? container.decodeIfPresent(Int.self, forKey: .count)
        let links = try? container.decodeIfPresent([Link].self, forKey: .links)
        nextMarker = links?.first { $0.rel == "next" }.flatMap { Self.marker(in: $0.href) }
    }

    /// The marker within a link. Nothing else of it is used: it may name any host, and where a request goes is not the
    /// answer's to say.
    private static func marker(in link: String) -> String? {
        URLComponents(string: link)?.queryItems?.first { $0.name == "marker" }?.value
    }
}
