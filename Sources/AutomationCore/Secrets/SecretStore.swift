/// Where passwords go and come from.
///
/// The rules every store keeps: a method that writes returns only when what it wrote is on the disk and was read
/// back; nothing that was ever stored is dropped by a later write, it moves to the history; one server's writes do
/// not disturb another's.
public protocol SecretStore: Sendable {
    /// What the store is called in messages: `folder /srv/secrets`.
    var name: String { get }

    /// Stores `secret` as the server's current password; an earlier current one moves to the history.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when it could not be written and read back.
    func put(_ secret: Secret, for server: Server) async throws

    /// Stores `secret` as the password that a reset is about to be sent with; an earlier pending one, whose fate
    /// nobody knows, moves to the history.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func putPending(_ secret: Secret, for server: Server) async throws

    /// Makes the pending password the current one; the earlier current one moves to the history.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``, also when nothing is pending.
    func promotePending(for server: Server) async throws

    /// Moves the pending password to the history, after the cloud has refused it for certain.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func withdrawPending(for server: Server) async throws

    /// What is stored for the server, without the passwords; nil when nothing is.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when there is an entry that cannot be read.
    func record(for server: Server) async throws -> SecretRecord?
}
