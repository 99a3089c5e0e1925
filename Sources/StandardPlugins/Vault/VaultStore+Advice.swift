/// What to do about what is wrong in a vault.
extension VaultStore {
    /// What to do about the passwords of a server that are lost.
    public nonisolated func adviceOnLost(_ server: VaultServer) -> String {
        advice.replacePassword(of: server.id, isOneOfMany: !server.entries(.history).isEmpty)
    }

    /// What to do about a server of which it is not certain which password is the current one.
    public nonisolated func adviceOnDoubt(_ server: VaultServer) -> String { advice.settle(server.id) }

    /// What commands about the vault look like.
    public nonisolated var advice: VaultAdvice { folder.advice }
}
