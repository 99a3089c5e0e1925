import AutomationCore

/// Finds the servers that inputs name, all of them at once.
struct InputServers {
    /// Finds servers by id or name; nil where ids are all there is.
    let find: (@Sendable ([String]) async throws -> [Server])?

    /// Puts servers in the place of the texts that stand for them.
    ///
    /// - Throws: What finding them throws; one that is not there is an ``AutomationError`` of kind
    ///   ``ErrorKind/input``.
    func complete(_ values: inout [String: Value], _ declarations: [InputDeclaration]) async throws {
        let names = declarations.filter { $0.kind == .server || $0.kind == .servers }.map(\.name)
        let texts = names.flatMap { Self.texts(values[$0] ?? .none) }
        guard !texts.isEmpty else { return }
        var servers = (try await found(texts))[...]
        for name in names { values[name] = values[name].map { Self.replaced($0, &servers) } }
    }

    private func found(_ texts: [String]) async throws -> [Server] {
        guard let find else { return texts.map { Server(id: $0) } }
        do {
            let servers = try await find(texts)
            guard servers.count == texts.count else {
                throw AutomationError(.input, "not all servers that the inputs name were found")
            }
            return servers
        } catch var error as AutomationError where error.kind == .notFound {
            // A name that is wrong is the operator's to mend, like any other input.
            error.kind = .input
            throw error
        }
    }

    private static func texts(_ value: Value) -> [String] {
        switch value {
        case .string(let text): [text]
        case .list(let values): values.flatMap(texts)
        default: []
        }
    }

    private static func replaced(_ value: Value, _ servers: inout ArraySlice<Server>) -> Value {
        switch value {
        case .string: servers.popFirst().map { .object($0) } ?? value
        case .list(let values): .list(values.map { replaced($0, &servers) })
        default: value
        }
    }
}
