public import AutomationCore

/// A rule that every secret store keeps, whoever has made it. It is tried without knowing how the store works.
public struct StoreRule: Sendable, CustomStringConvertible {
    /// What a store that breaks a rule has done.
    public struct Broken: Error, CustomStringConvertible {
        /// What was seen.
        public let description: String
    }

    /// A store gives no password back to a rule that says nothing without one.
    struct Silence: Error {
        /// What the store says of it.
        let reason: String
    }

    /// The rule, in a sentence.
    public let description: String
    /// Whether it says nothing where nobody may read the passwords.
    let needsReader: Bool
    private let body: @Sendable (StoreUnderTest) async throws -> Void

    init(
        _ description: String,
        needsReader: Bool = false,
        _ body: @escaping @Sendable (StoreUnderTest) async throws -> Void
    ) {
        self.description = description
        self.needsReader = needsReader
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
        try await check(on: server, mayBeSilent: false, open: open, reader: reader)
    }

    /// Tries the rule.
    ///
    /// - Parameter mayBeSilent: Whether the store may refuse `reader` every password: it may be one that nobody can read
    ///   where it is written. What it gives back must be right.
    /// - Throws: ``Silence``, or as ``check(on:open:reader:)``.
    func check(
        on server: Server,
        mayBeSilent: Bool,
        open: @escaping @Sendable () async throws -> any SecretStore,
        reader: (@Sendable () async throws -> any SecretStore)?
    ) async throws {
        let store = StoreUnderTest(
            store: try await open(),
            other: try await open(),
            reader: try await reader?(),
            server: server,
            needsReader: needsReader,
            mayBeSilent: mayBeSilent
        )
        try await body(store)
    }
}
