/// How Latchkey introduces itself to servers.
public enum UserAgent {
    /// The version of Latchkey.
    public static let version = "0.1.0"

    /// The value of the `User-Agent` header: `latchkey/0.1.0`.
    public static let value = "latchkey/\(version)"
}
