/// Where passwords go and come from.
///
/// The rules every store keeps: a method that writes returns only when what it wrote is on the disk and was read
/// back; nothing that was ever stored is dropped by a later write, it moves to the history; one server's writes do
/// not disturb another's.
public protocol SecretStore: Sendable {
    /// What the store is called in messages: `the vault /srv/secrets`.
    var name: String { get }

    /// Stores `secret` as the server's current password; an earlier current one moves to the history.
    ///
    /// An initial password goes to the history itself when a reset has replaced it: when the current one came from a
    /// reset, and this is the record that the cloud held before, not one written anew since.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when it could not be written and read back.
    func put(_ secret: Secret, for server: Server) async throws

    /// Stores `secret` as the password that a reset is about to be sent with; an earlier pending one, whose fate
    /// nobody knows, moves to the history.
    ///
    /// - Returns: What to promote or withdraw it by.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword

    /// Makes this pending password the current one, also when another that was stored since has moved it to the
    /// history; the earlier current one moves to the history. What is current already stays so.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``, also when the store does not know it.
    func promote(_ pending: PendingPassword, for server: Server) async throws

    /// Moves this pending password to the history, after the cloud has refused it for certain; another that is pending
    /// stays.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func withdraw(_ pending: PendingPassword, for server: Server) async throws

    /// What is stored for the server, without the passwords; nil when nothing is.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when there is an entry that cannot be read.
    func record(for server: Server) async throws -> SecretRecord?

    /// The server's current password; nil when none is stored.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when there is one that cannot be read, or that
    ///   this store never gives back.
    func password(of server: Server) async throws -> Secret?
}

extension SecretStore {
    /// A store that only takes passwords says so.
    public func password(of server: Server) async throws -> Secret? {
        throw AutomationError(.secretStore, "\(name) gives no password back", server: server.label)
    }
}
