import AutomationCore

/// What both native lists do: limit and marker, and a link to what comes next.
///
/// Source: nova, `nova/api/openstack/common.py`; ECS API reference, paging of the native API. The order is that of
/// the reference, oldest first; Nova by itself shows the newest first.
enum NativeServerList {
    /// Source: nova, `api.max_limit`.
    private static let maximum = 1000

    /// One page of the servers that the query asks for.
    ///
    /// - Parameters:
    ///   - path: where the list is found behind the version and the project.
    ///   - show: how one server is shown.
    static func answer(
        _ call: RouteCall,
        path: String,
        in cloud: inout SimulatedCloud,
        show: (SimulatedServer) -> JSONValue
    ) -> TransportResponse {
        var limit = maximum
        if let text = call.query["limit"] {
            guard let number = Int(text), number >= 0 else {
                return .novaError(400, "badRequest", "Invalid input for query parameters 'limit': '\(text)'")
            }
            // Huawei's paths, which have a project in them, refuse what Nova silently cuts to size.
            guard number <= maximum || call.projectID == nil else {
                return .novaError(403, "forbidden", "The limit exceeds the maximum of \(maximum).")
            }
            limit = min(number, maximum)
        }
        let marker = call.query["marker"]
        let filter = ServerFilter(call.query, family: .nova)
        guard let servers = cloud.servers(after: marker, matching: filter, limit: limit, at: call.now) else {
            return .novaError(400, "badRequest", "marker [\(marker ?? "")] not found")
        }
        var members = [JSONValue.Member(name: "servers", value: .array(servers.map(show)))]
        // A full page has a link even when nothing comes after it: Nova does not look ahead.
        if let last = servers.last, servers.count == limit {
            let next = call.versionAddress + path + "?" + call.query.text(replacing: "marker", by: last.id)
            members.append(.init(name: "servers_links", value: [["rel": "next", "href": .string(next)]]))
        }
        return .json(200, .object(members))
    }
}
