public import AutomationCore

extension ServerService {
    /// How many ids one request may ask for. Source: ECS API reference, "Querying Details About ECSs", `server_id`.
    private static let mostIDs = 100
    /// So many are asked about at once where each costs a request of its own.
    private static let mostAtOnce = 20

    /// Asks the cloud about many servers with few requests: one for a hundred of them with the current API.
    ///
    /// - Returns: For each of `servers`, in their order, the server with its detail, or why there is none.
    /// - Throws: `CancellationError` when the task was cancelled.
    public func details(
        of servers: [Server],
        api: CloudAPI? = nil,
        caller: String = "server.get"
    ) async throws -> [Result<Server, AutomationError>] {
        let api = api ?? defaultAPI
        var known: Set<String> = []
        let wanted = servers.filter { known.insert($0.id).inserted }
        var found: [String: Result<Server, AutomationError>] = [:]
        if wanted.count > 1, memory.listingRight != .none {
            do {
                if api == .v1 {
                    try await find(wanted, in: &found, caller: caller)
                } else {
                    try await find(wanted, amongAllOf: api, in: &found, caller: caller)
                }
            } catch let error as AutomationError {
                // Where many cannot be asked for at once, one by one may do; where the cloud is in trouble, it does not.
                if error.isRetryable {
                    for server in wanted where found[server.id] == nil {
                        found[server.id] = .failure(error.about(caller, server))
                    }
                }
            }
        }
        let left = wanted.filter { found[$0.id] == nil }
        for start in stride(from: 0, to: left.count, by: Self.mostAtOnce) {
            let part = left[start..<min(start + Self.mostAtOnce, left.count)]
            try await withThrowingTaskGroup(of: (String, Result<Server, AutomationError>).self) { group in
                for server in part {
                    group.addTask {
                        do {
                            return (server.id, .success(try await detail(of: server, api: api, caller: caller)))
                        } catch let error as AutomationError {
                            return (server.id, .failure(error))
                        }
                    }
                }
                for try await (id, answer) in group { found[id] = answer }
            }
        }
        return servers.map { server in
            found[server.id]?.map { Server(id: server.id, name: $0.name ?? server.name, detail: $0.detail) }
                ?? .failure(Self.missing(server, caller: caller))
        }
    }

    /// Asks for them by their ids, as long as the answers bring any of them.
    private func find(
        _ wanted: [Server],
        in found: inout [String: Result<Server, AutomationError>],
        caller: String
    ) async throws {
        var missing = wanted[...]
        while !missing.isEmpty {
            let asked = missing.prefix(Self.mostIDs)
            missing = missing.dropFirst(asked.count)
            let query = [("limit", String(Self.mostIDs)), ("server_id", asked.map(\.id).joined(separator: ","))]
            let answer = try ServerPage.read(try await sendListing(query, api: .v1, caller: caller))
            for record in answer.servers {
                guard let server = asked.first(where: { $0.id == record.id }) else { continue }
                found[server.id] =
                    record.detail == nil ? .failure(Self.missing(server, caller: caller)) : .success(record.server)
            }
            let left = asked.filter { found[$0.id] == nil }
            // Without any progress the rest is asked for one by one.
            if left.count < asked.count { missing = left + missing }
        }
    }

    /// Goes through the list of all servers, for as long as that may take fewer requests than one for each.
    private func find(
        _ wanted: [Server],
        amongAllOf api: CloudAPI,
        in found: inout [String: Result<Server, AutomationError>],
        caller: String
    ) async throws {
        var missing = Set(wanted.map(\.id))
        var listing = ServerListing(api: api)
        var pages = 0
        while let query = listing.nextQuery, pages < missing.count {
            let page = try ServerPage.read(try await sendListing(query, api: api, caller: caller))
            for record in page.servers where record.detail != nil && missing.remove(record.id) != nil {
                found[record.id] = .success(record.server)
            }
            listing.receive(page)
            pages += 1
        }
    }

    private static func missing(_ server: Server, caller: String) -> AutomationError {
        AutomationError(
            .notFound,
            "there is no server \(server.id) in this project",
            operation: caller,
            server: server.label,
            hint: CloudErrorTable.serverID
        )
    }
}
