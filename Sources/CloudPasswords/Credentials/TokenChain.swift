public import AutomationCore

/// Asks several sources in a declared order; the first that is configured answers.
public struct TokenChain: TokenSource {
    private let sources: [any TokenSource]

    /// Asks `sources` in this order.
    public init(_ sources: [any TokenSource]) {
        self.sources = sources
    }

    public var name: String { sources.map(\.name).joined(separator: ", then ") }

    public func token() async throws -> Secret? {
        for source in sources {
            if let token = try await source.token() { return token }
        }
        return nil
    }
}
