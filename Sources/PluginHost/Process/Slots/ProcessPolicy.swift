import AutomationCore

/// The password policy of a process plugin.
struct ProcessPolicy: PasswordPolicy {
    private static let longest = 200

    let requests: PluginRequests

    func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String] {
        let answer = try await requests.ask(
            "policy",
            [
                "password": .object(password), "server": .record(server.fields),
                "user_name": userName.map { .string($0) } ?? .none,
            ],
            isRepeatable: true
        )
        guard case .list(let values) = answer else {
            throw requests.unreadable("policy", WireFault("it must be a list of texts"))
        }
        var violations: [String] = []
        for value in values {
            guard case .string(let text) = value else {
                throw requests.unreadable("policy", WireFault("it must be a list of texts"))
            }
            violations.append(HarmlessText.line(requests.process.secrets.hiding(text), limit: Self.longest))
        }
        return violations
    }
}
