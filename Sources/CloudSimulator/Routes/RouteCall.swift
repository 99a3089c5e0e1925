import AutomationCore
import Foundation
import HTTPTypes

/// A request on its way to a route, taken apart.
struct RouteCall: Sendable {
    /// The body.
    var body: [UInt8]
    /// The parameters behind the question mark.
    var query: RequestQuery
    /// The project in the path; nil where the path has none.
    var projectID: String?
    /// The server in the path; nil where the path has none.
    var serverID: String?
    /// The job in the path; nil where the path has none.
    var jobID: String?
    /// The key pair in the path; nil where the path has none.
    var keyPairName: String?
    /// Which dialect of Nova's API the client speaks.
    var microversion = Microversion.minimum
    /// Where the client found the cloud, such as `https://ecs.example.com`.
    var endpoint: String
    /// The first segment of the path, such as `v2.1`.
    var version: String
    /// When the request arrived.
    var now: Date

    /// Takes a request apart whose path has `places`.
    init(_ request: TransportRequest, places: [Substring: String], at now: Date) {
        let target = request.head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        body = request.body
        query = RequestQuery(parts.count > 1 ? parts[1] : nil)
        projectID = places["{project_id}"]
        serverID = places["{server_id}"]
        jobID = places["{job_id}"]
        keyPairName = places["{keypair_name}"].map { $0.removingPercentEncoding ?? $0 }
        endpoint = "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
        version = target.split(separator: "/").first.map(String.init) ?? ""
        self.now = now
    }

    /// Whether the path belongs to an API that has dialects: the older `/v2/` has none.
    var hasMicroversions: Bool { version == "v2.1" }

    /// The start of links that name no version.
    var address: String { projectID.map { "\(endpoint)/\($0)" } ?? endpoint }

    /// The start of links to other resources of the same version.
    var versionAddress: String {
        projectID.map { "\(endpoint)/\(version)/\($0)" } ?? "\(endpoint)/\(version)"
    }

    /// The body as `Content`; nil when it is anything else.
    func decoded<Content: Decodable>(as type: Content.Type) -> Content? {
        try? JSONDecoder().decode(type, from: Data(body))
    }
}
