import Foundation

/// A request on its way to a route, taken apart.
struct RouteCall: Sendable {
    /// The body.
    var body: [UInt8]
    /// The project in the path; nil where the path has none.
    var projectID: String?
    /// The server in the path; nil where the path has none.
    var serverID: String?
    /// The job in the path; nil where the path has none.
    var jobID: String?
    /// When the request arrived.
    var now: Date

    /// The body as `Content`; nil when it is anything else.
    func decoded<Content: Decodable>(as type: Content.Type) -> Content? {
        try? JSONDecoder().decode(type, from: Data(body))
    }
}
