public import AutomationCore

extension ServerService {
    /// How often a list is read again that has not stood still.
    private static let mostPasses = 3

    /// Lists the servers of the project that fit, over all pages.
    ///
    /// A server that is made or removed meanwhile may be in the list or not; every other one is, once.
    ///
    /// - Throws: ``AutomationError``, or `CancellationError` when the task was cancelled.
    public func servers(
        matching filter: ServerFilter = ServerFilter(),
        api: CloudAPI? = nil,
        caller: String = "server.list"
    ) async throws -> [Server] {
        let api = api ?? defaultAPI
        var all: [Server] = []
        var known: Set<String> = []
        for pass in 1...Self.mostPasses {
            let (found, isWhole) = try await readList(filter, api, isLast: pass == Self.mostPasses, caller: caller)
            // What only an earlier pass has seen has gone, or has slipped through: asking for it will tell.
            if isWhole { return found.filter(filter.matches) }
            all += found.filter { known.insert($0.id).inserted }
        }
        return all.filter(filter.matches)
    }

    /// Reads all pages once; `isWhole` is false when the list did not stand still, so that some may be missing.
    private func readList(
        _ filter: ServerFilter,
        _ api: CloudAPI,
        isLast: Bool,
        caller: String
    ) async throws -> (found: [Server], isWhole: Bool) {
        var listing = ServerListing(api: api)
        while let query = listing.nextQuery {
            do {
                let body = try await sendListing(filter.query(for: api) + query, api: api, caller: caller)
                listing.receive(try ServerPage.read(body))
            } catch let error as AutomationError {
                // The server that the marker names may have gone, which Nova answers with 400.
                if error.status == 400, !listing.servers.isEmpty, !isLast { return (listing.servers, false) }
                throw error.about(caller, nil)
            }
        }
        return (listing.servers, !listing.hasShrunk)
    }

    /// Sends one request for a list, in the form that the account's rights allow.
    ///
    /// Who has rights only within enterprise projects is refused unless the request says so.
    /// Source: ECS API reference, "Querying Details About ECSs", `enterprise_project_id`.
    func sendListing(
        _ query: [(name: String, value: String)],
        api: CloudAPI,
        caller: String
    ) async throws -> [UInt8] {
        let within = [(name: "enterprise_project_id", value: "all_granted_eps")]
        if api == .v1, memory.listingRight == .withinEnterpriseProjects {
            return try await send(.listServers, of: nil, api: api, caller: caller) { $0.query = query + within }
        }
        do {
            return try await send(.listServers, of: nil, api: api, caller: caller) { $0.query = query }
        } catch let error as AutomationError where error.kind == .forbidden {
            guard api == .v1 else {
                memory.listingRight = .none
                throw error
            }
            do {
                let body = try await send(.listServers, of: nil, api: api, caller: caller) { $0.query = query + within }
                memory.listingRight = .withinEnterpriseProjects
                return body
            } catch let second as AutomationError where second.kind == .forbidden {
                memory.listingRight = .none
                throw error
            }
        }
    }
}
