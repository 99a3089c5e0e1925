import AutomationCore
import LuaRuntime

/// The inventory of a Lua plugin.
struct LuaInventory: Inventory {
    let state: LuaPluginState
    let function: LuaFunction

    private static let expectation = "expected a list of servers, each { id = \"...\", name = \"...\" }"

    func servers() async throws -> [Server] {
        let values: [LuaValue]
        do { values = try await state.ask(.inventory, function) } catch { throw state.named(error) }
        let value = values.first ?? .none
        guard case .list(let elements) = value else {
            throw state.garbage("inventory: \(Self.expectation), got \(value.noun)")
        }
        var servers: [Server] = []
        for (index, element) in elements.enumerated() { servers.append(try server(element, number: index + 1)) }
        return servers
    }

    private func server(_ value: LuaValue, number: Int) throws(AutomationError) -> Server {
        func garbage(_ problem: String) -> AutomationError {
            state.garbage("inventory: server \(number): \(problem); \(Self.expectation)")
        }
        if case .object(let object) = value, let server = object.payload as? Server { return server }
        guard case .record(let fields) = value else { throw garbage("it is \(value.noun)") }
        for name in fields.keys.sorted() where name != "id" && name != "name" {
            throw garbage("there is no field \"\(name)\"")
        }
        guard case .string(let id) = fields["id"] ?? .none, !id.isEmpty else {
            throw garbage("its id is \((fields["id"] ?? .none).noun)")
        }
        switch fields["name"] ?? .none {
        case .none: return Server(id: id)
        case .string(let name): return Server(id: id, name: name.isEmpty ? nil : name)
        case let name: throw garbage("its name is \(name.noun)")
        }
    }
}
