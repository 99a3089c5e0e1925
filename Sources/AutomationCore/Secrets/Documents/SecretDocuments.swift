/// Keeps one text per server: all that a secret store of somebody else's has to do.
///
/// The rules of passwords, which of them is current, which pending and which are history, are kept by
/// ``DocumentSecretStore`` in front of it.
public protocol SecretDocuments: Sendable {
    /// The document of a server with its revision, whatever that is; nil when there is none.
    ///
    /// - Throws: Anything.
    func read(for server: Server) async throws -> (document: Secret, revision: String)?

    /// Replaces the document; returns when it is safe.
    ///
    /// - Parameter revision: Of the document that this one is made from; nil when there was none.
    /// - Returns: False when that is not the one which is there now: somebody else has written meanwhile.
    /// - Throws: Anything; what was there before must be there still.
    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool
}
