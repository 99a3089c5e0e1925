/// Where servers come from.
public protocol Inventory: Sendable {
    /// All servers that it knows, in its own order, each with its id and, where known, its name and detail.
    ///
    /// - Throws: ``AutomationError``.
    func servers() async throws -> [Server]
}
