import AutomationCore

extension ConformanceCheck {
    /// The rules of the secret stores, one check each, and what a plugin's store keeps beside them.
    static let secretStore = rules + [lasting]

    private static let rules = StoreRule.all.map { rule in
        ConformanceCheck("secret-store", rule.description) { trial in
            try await trial.using(\.secretStore) { session, store in
                let server = try writable(session)
                do {
                    try await session.calls.run("it", within: trial.patience) {
                        // Most plugins keep a service open as long as they are in use, so all users share one.
                        try await rule.check(on: server, mayBeSilent: true, open: { store }, reader: { store })
                    }
                } catch let silence as StoreRule.Silence {
                    throw ConformanceStop.skipped("no password comes back to be compared: \(silence.reason)")
                }
            }
        }
    }

    private static let lasting = ConformanceCheck(
        "secret-store",
        "what was stored is still there after the plugin was ended and loaded anew"
    ) { trial in
        let (server, pending) = try await look(trial, of: nil) { store in
            try await store.put("first", sealed: "abc")
            try await store.put("second")
            return try await store.store.putPending(Secret("third"), for: store.server)
        }
        // A run that was ended in the middle of a reset is resumed by another process.
        let resumed = try await look(trial, of: server) { store in
            try await store.expect("second", isPending: true, history: 1)
            try store.demand(try await store.digests() == [nil, nil, "abc"], "a sealed password's digest is lost")
            try await store.store.promote(pending, for: store.server)
        }
        _ = try await look(trial, of: resumed.server) { try await $0.expect("third", history: 2) }
    }

    /// Lends `body` the store of a plugin that has just been loaded.
    ///
    /// - Parameter server: Whom it is used for; nil for one that nobody has used.
    private static func look<Result: Sendable>(
        _ trial: PluginConformance,
        of server: Server?,
        _ body: @escaping @Sendable (StoreUnderTest) async throws -> Result
    ) async throws -> (server: Server, result: Result) {
        try await trial.using(\.secretStore) { session, store in
            let used = try server ?? writable(session)
            do {
                let result = try await session.calls.run("it", within: trial.patience) {
                    try await body(StoreUnderTest(store, of: used))
                }
                return (used, result)
            } catch let broken as StoreRule.Broken where server != nil {
                throw ConformanceStop.failed("once the plugin was ended and loaded anew, \(broken.description)")
            }
        }
    }

    /// A server that nobody has used and that the store may be written for.
    private static func writable(_ session: PluginSession) throws(ConformanceStop) -> Server {
        guard let server = session.newServer() else {
            throw .skipped("nobody has said which servers it may be written for")
        }
        return server
    }
}

extension StoreUnderTest {
    /// A store with one user, who may be refused the passwords.
    fileprivate init(_ store: any SecretStore, of server: Server) {
        self.init(store: store, other: store, reader: store, server: server, needsReader: false, mayBeSilent: true)
    }
}
