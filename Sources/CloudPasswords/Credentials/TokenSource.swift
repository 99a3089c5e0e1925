public import AutomationCore

/// Somewhere a token may come from.
public protocol TokenSource: Sendable {
    /// What messages call it: `environment`.
    var name: String { get }

    /// The token; nil when this source is not configured.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when it is configured and broken: nobody
    ///   asks further then.
    func token() async throws -> Secret?
}
