public import AutomationCore

/// A token in an environment variable: `OS_TOKEN`, as OpenStack's own tools call it.
public struct EnvironmentToken: TokenSource {
    /// The variables that are looked at, in this order.
    public static let variables = ["LATCHKEY_TOKEN", "OS_TOKEN"]

    private let value: Secret?

    /// Looks into a copy of the environment.
    public init(_ environment: [String: String]) {
        value = Self.variables.compactMap { environment[$0] }.first { !$0.isEmpty }.map { Secret($0) }
    }

    public var name: String { "the environment (\(Self.variables.joined(separator: ", ")))" }

    public func token() async throws -> Secret? { value }
}
