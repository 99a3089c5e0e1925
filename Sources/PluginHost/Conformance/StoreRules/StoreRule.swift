public import AutomationCore

/// A rule that every secret store keeps, whoever has made it. It is tried without knowing how the store works.
public struct StoreRule: Sendable, CustomStringConvertible {
    /// What a store that breaks a rule has done.
    public struct Broken: Error, CustomStringConvertible {
        /// What was seen.
        public let description: String
    }

    /// The rule, in a sentence.
    public let description: String
    private let body: @Sendable (StoreUnderTest) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (StoreUnderTest) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Tries the rule on a store that holds nothing for the server, nor for those whose ids begin with its id and `-`.
    ///
    /// - Parameters:
    ///   - server: Whom it is tried on.
    ///   - open: Opens the store; each call gives another user of the same place.
    ///   - reader: Opens it for whoever may read the passwords; nil where nobody may.
    /// - Throws: ``Broken``, or what the store throws.
    public func check(
        on server: Server = Server(id: "s-1", name: "web-01"),
        open: @escaping @Sendable () async throws -> any SecretStore,
        reader: (@Sendable () async throws -> any SecretStore)? = nil
    ) async throws {
        let store = StoreUnderTest(
            store: try await open(),
            other: try await open(),
            reader: try await reader?(),
            server: server
        )
        try await body(store)
    }
}
