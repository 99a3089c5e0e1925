/// What the cloud holds as a server's initial password.
public enum PasswordRecord: Sendable, Equatable {
    /// The guest has not posted it; it may never do so.
    case empty
    /// The password under the key pair's public key, in Base64.
    case sealed(String)
    /// It was deleted, and the guest will not post it again.
    case cleared
}
