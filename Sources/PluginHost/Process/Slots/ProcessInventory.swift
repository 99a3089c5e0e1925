import AutomationCore

/// The inventory of a process plugin.
struct ProcessInventory: Inventory {
    let requests: PluginRequests

    func servers() async throws -> [Server] {
        let answer = try await requests.ask("inventory", isPatient: true, isRepeatable: true)
        do throws(WireFault) { return try Self.servers(answer) } catch { throw requests.unreadable("inventory", error) }
    }

    private static func servers(_ answer: Value) throws(WireFault) -> [Server] {
        guard case .list(let values) = answer else { throw WireFault("it must be a list of servers") }
        var servers: [Server] = []
        servers.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .record(let fields): servers.append(try ServerReader.server(fields))
            case .object(let server as Server): servers.append(server)
            default: throw WireFault("a server must be an object with \"id\" and, where known, \"name\"")
            }
        }
        return servers
    }
}
