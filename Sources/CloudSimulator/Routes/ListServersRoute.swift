import AutomationCore

/// The details of many servers, by pages. Source: ECS API reference, ListServersDetails.
enum ListServersRoute: Route {
    static let operation = SimulatedOperation.listServers
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/detail"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        let projectID = cloud.configuration.projectID
        func answer(_ total: Int, _ servers: [JSONValue]) -> TransportResponse {
            .json(200, ["count": .number(total), "servers": .array(servers)])
        }
        if call.query["server_id"] != nil {
            // Servers that are asked for by their ids come all at once, whatever else the query says.
            var asked: Set<String> = []
            let ids = call.query.list("server_id").filter { asked.insert($0).inserted }
            guard (1...100).contains(ids.count) else { return family.malformedBody }
            let servers = ids.map { id in
                cloud.server(id, at: call.now)?.body(family: family, projectID: projectID, call: call) ?? unknown(id)
            }
            return answer(servers.count, servers)
        }
        // The offset is the number of a page, not of a server, and 0 means the first page as well. The reference
        // does not say what becomes of a limit out of range; refusing it shows a client that relies on either.
        guard let page = number(call.query["offset"], else: 1), page >= 0,
            let limit = number(call.query["limit"], else: 25), (1...1000).contains(limit)
        else { return family.malformedBody }
        let filter = ServerFilter(call.query, family: family)
        if let marker = call.query["marker"] {
            // The newer way: from the last server of the page before, wherever the offset points. Source: the model
            // of ListServersDetails in huaweicloudsdkecs 3.1.219. What an unknown marker is answered is not known.
            let (total, _) = cloud.servers(matching: filter, page: 0, limit: 0, at: call.now)
            guard let servers = cloud.servers(after: marker, matching: filter, limit: limit, at: call.now) else {
                return family.malformedBody
            }
            return answer(total, servers.map { $0.body(family: family, projectID: projectID, call: call) })
        }
        let (total, servers) = cloud.servers(matching: filter, page: max(0, page - 1), limit: limit, at: call.now)
        return answer(total, servers.map { $0.body(family: family, projectID: projectID, call: call) })
    }

    private static func number(_ text: String?, else standard: Int) -> Int? {
        text.map { Int($0) } ?? standard
    }

    /// What stands for a server that does not exist: its id and why, and null for all else.
    private static func unknown(_ id: String) -> JSONValue {
        [
            "id": .string(id), "name": nil, "status": nil, "key_name": nil, "metadata": nil, "image": nil,
            "flavor": nil, "addresses": nil, "OS-EXT-STS:task_state": nil, "OS-SRV-USG:launched_at": nil,
            "fault": ["code": 404, "message": .string("Instance \(id) could not be found."), "created": nil],
        ]
    }
}
