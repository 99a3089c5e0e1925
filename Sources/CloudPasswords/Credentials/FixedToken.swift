public import AutomationCore

/// A token that was read somewhere already, such as a file that the operator named.
public struct FixedToken: TokenSource {
    public let name: String
    private let value: Secret

    /// Hands out `token`, which came from `name`.
    public init(_ token: Secret, name: String) {
        value = token
        self.name = name
    }

    public func token() async throws -> Secret? { value }
}
