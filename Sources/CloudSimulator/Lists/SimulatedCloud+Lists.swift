import Foundation

extension SimulatedCloud {
    /// One page of the servers that pass, in the order they were added, and how many pass altogether.
    ///
    /// - Parameter page: counted from 0.
    mutating func servers(
        matching filter: ServerFilter,
        page: Int,
        limit: Int,
        at now: Date
    ) -> (total: Int, page: [SimulatedServer]) {
        // No page number beyond the number of servers has anything on it, and none may overflow.
        let start = min(page, servers.count) * limit
        guard !filter.isEmpty else {
            let end = min(servers.count, start + limit)
            return (servers.count, (min(start, end)..<end).map { server(in: $0, at: now) })
        }
        var total = 0
        var found: [SimulatedServer] = []
        for position in servers.indices {
            let server = server(in: position, at: now)
            guard filter.passes(server) else { continue }
            if total >= start, found.count < limit { found.append(server) }
            total += 1
        }
        return (total, found)
    }

    /// The next servers that pass, in the order they were added.
    ///
    /// - Parameter marker: the last server that the client has; nil to begin.
    /// - Returns: nil when there is no such server.
    mutating func servers(
        after marker: String?,
        matching filter: ServerFilter,
        limit: Int,
        at now: Date
    ) -> [SimulatedServer]? {
        var next = 0
        if let marker {
            guard let position = position(of: marker) else { return nil }
            next = position + 1
        }
        var found: [SimulatedServer] = []
        while next < servers.count, found.count < limit {
            let server = server(in: next, at: now)
            if filter.passes(server) { found.append(server) }
            next += 1
        }
        return found
    }
}
