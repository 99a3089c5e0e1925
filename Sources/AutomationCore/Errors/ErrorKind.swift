/// What sort of thing went wrong: the word that a runbook compares `err.kind` with.
///
/// The list is open: plugins add their own.
public struct ErrorKind: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The word itself, in lower case, words joined by `_`.
    public let rawValue: String

    /// Makes a kind out of a word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    /// A function was called with arguments it does not take.
    public static let argument = ErrorKind(rawValue: "argument")
    /// An input of the runbook is missing or not of its type.
    public static let input = ErrorKind(rawValue: "input")
    /// The run was asked to stop.
    public static let cancelled = ErrorKind(rawValue: "cancelled")
    /// What was waited for did not come in time.
    public static let timeout = ErrorKind(rawValue: "timeout")
    /// What was asked for is not there and will not come by waiting.
    public static let unavailable = ErrorKind(rawValue: "unavailable")
    /// No connection, or none that lasted.
    public static let connection = ErrorKind(rawValue: "connection")
    /// The cloud does not know who we are.
    public static let authentication = ErrorKind(rawValue: "authentication")
    /// The cloud knows who we are and says no.
    public static let forbidden = ErrorKind(rawValue: "forbidden")
    /// There is no such server, or whatever was asked for.
    public static let notFound = ErrorKind(rawValue: "not_found")
    /// The server's state does not allow it now.
    public static let conflict = ErrorKind(rawValue: "conflict")
    /// Too many requests.
    public static let throttled = ErrorKind(rawValue: "throttled")
    /// The cloud refused the request as it was.
    public static let rejected = ErrorKind(rawValue: "rejected")
    /// The cloud failed, or answered what it should not.
    public static let cloud = ErrorKind(rawValue: "cloud")
    /// The chosen API has no such operation.
    public static let unsupported = ErrorKind(rawValue: "unsupported")
    /// A key file that is no usable key, or not the right one.
    public static let key = ErrorKind(rawValue: "key")
    /// A sealed password that cannot be opened.
    public static let decryption = ErrorKind(rawValue: "decryption")
    /// A password that breaks the rules.
    public static let policy = ErrorKind(rawValue: "policy")
    /// A password could not be stored, or is not stored where it must be.
    public static let secretStore = ErrorKind(rawValue: "secret_store")
    /// The operator has not allowed it.
    public static let permission = ErrorKind(rawValue: "permission")
    /// The script computed for longer than it may, and was ended.
    public static let limit = ErrorKind(rawValue: "limit")
    /// More servers have failed than may.
    public static let tooManyFailures = ErrorKind(rawValue: "too_many_failures")
    /// Every task of the script waits for another one.
    public static let deadlock = ErrorKind(rawValue: "deadlock")
    /// A plugin cannot be used, or failed.
    public static let plugin = ErrorKind(rawValue: "plugin")
    /// A hook has forbidden the operation.
    public static let vetoed = ErrorKind(rawValue: "vetoed")
    /// A text is not in the format that it should have.
    public static let format = ErrorKind(rawValue: "format")
    /// The script itself failed: an error that it raised, or a mistake in it.
    public static let script = ErrorKind(rawValue: "script")
}
