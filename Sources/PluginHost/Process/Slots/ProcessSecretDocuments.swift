import AutomationCore

/// The documents that a process plugin keeps for its secret store.
struct ProcessSecretDocuments: SecretDocuments {
    let requests: PluginRequests

    func read(for server: Server) async throws -> (document: Secret, revision: String)? {
        let method = "secret_store.read"
        let answer = try await requests.ask(method, ["server": .record(server.fields)], isRepeatable: true)
        guard let fields = try requests.fields(answer, to: method, known: ["document", "revision"]) else { return nil }
        guard case .object(let document as Secret) = fields["document"], case .string(let revision) = fields["revision"]
        else {
            throw requests.unreadable(
                method,
                WireFault("it must have a \"document\", {\"$secret\": ...}, and a text \"revision\"")
            )
        }
        return (document, revision)
    }

    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool {
        let method = "secret_store.write"
        let answer = try await requests.ask(
            method,
            [
                "server": .record(server.fields), "document": .object(document),
                "revision": revision.map { .string($0) } ?? .none,
            ]
        )
        guard case .boolean(let isWritten) = try requests.fields(answer, to: method, known: ["written"])?["written"]
        else {
            throw requests.unreadable(method, WireFault("it must be {\"written\": true}, or false"))
        }
        return isWritten
    }
}
