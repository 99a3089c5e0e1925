import AutomationCore

extension ConformanceCheck {
    /// The rules of the secret stores, one check each.
    static let secretStore = StoreRule.all.map { rule in
        ConformanceCheck("secret-store", rule.description) { trial in
            try await trial.using(\.secretStore) { session, store in
                guard let server = session.newServer() else {
                    throw ConformanceStop.skipped("nobody has said which servers it may be written for")
                }
                // Most plugins keep what they have stored as long as they are in use, so both users share one.
                let open: @Sendable () async throws -> any SecretStore = { store }
                let reader = (try? await store.password(of: server)) == nil ? nil : open
                try await session.calls.run("it", within: trial.patience) {
                    try await rule.check(on: server, open: open, reader: reader)
                }
            }
        }
    }
}
