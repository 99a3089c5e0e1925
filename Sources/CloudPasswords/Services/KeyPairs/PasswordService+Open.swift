public import AutomationCore

extension PasswordService {
    /// Opens a sealed password, after comparing the key with the key pair that the server was made with.
    ///
    /// The key pair's public half is asked for once for all its servers. Where that is not permitted, or the server's
    /// key pair is not known, the password is opened without. A wrong key may open a password without any error, to
    /// nonsense: what decrypts it answers so on purpose.
    ///
    /// - Parameter checking: Whether to compare. The comparison misleads where the key pair was made anew under its old
    ///   name, or where another user's has the same name.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/decryption``.
    public func open(
        _ sealed: SealedPassword,
        with key: PrivateKey,
        checking: Bool = true,
        api: CloudAPI? = nil,
        caller: String = "password.decrypt"
    ) async throws -> Secret {
        if checking, let name = sealed.server?.detail?.keyName {
            try await check(key, against: name, of: sealed, api: api, caller: caller)
        }
        do throws(AutomationError) {
            return try sealed.open(with: key)
        } catch {
            // Now the reason is worth a request.
            if checking, let server = sealed.server, server.detail == nil,
                let name = try await keyName(of: server, api: api, caller: caller)
            {
                try await check(key, against: name, of: sealed, api: api, caller: caller)
            }
            throw error.about(caller, sealed.server)
        }
    }

    private func keyName(of server: Server, api: CloudAPI?, caller: String) async throws -> String? {
        do {
            return try await servers.detail(of: server, api: api, caller: caller).detail?.keyName
        } catch is AutomationError {
            return nil
        }
    }

    /// - Throws: ``AutomationError`` of kind ``ErrorKind/decryption`` when the key is of another key pair.
    private func check(
        _ key: PrivateKey,
        against name: String,
        of sealed: SealedPassword,
        api: CloudAPI?,
        caller: String
    ) async throws {
        guard let pair = try await servers.keyPair(named: name, api: api, caller: caller),
            pair.publicKey != key.publicKey
        else { return }
        let own = CloudKeyPair(name: key.name, publicKey: key.publicKey)
        let ownFingerprint = "\(key.fingerprint) (MD5 \(own?.legacyFingerprint ?? "not known"))"
        let message =
            pair.isRSA
            ? "the private key \(key.name) is not that of the key pair \(name), which the server was made with"
            : "the key pair \(name), which the server was made with, is no RSA key but \(pair.type), and the private "
                + "key \(key.name) is another one"
        throw AutomationError(
            .decryption,
            "\(message): \(key.name) has the fingerprint \(ownFingerprint), \(name) has \(pair.fingerprint) "
                + "(MD5 \(pair.legacyFingerprint))",
            operation: caller,
            server: sealed.server?.label,
            hint: "give the private key file of \(name); if that key pair was made anew under its old name, or is "
                + "another user's, { check_key = false } opens the password without comparing"
        )
    }
}
