public import AutomationCore

/// Where the passphrase of a protected key comes from when a runbook gives none: a file, a variable, a person.
public protocol PassphraseSource: Sendable {
    /// What to tell somebody who has a protected key and gave no passphrase.
    var advice: String { get }

    /// Gives the passphrase of a key, and says where it is from.
    ///
    /// - Parameters:
    ///   - name: The key file, as it is shown.
    ///   - attempt: Counted from 1; above 1, the earlier answer did not open the key.
    /// - Returns: Nil when there is none, or no other than the one that did not open it.
    /// - Throws: ``AutomationError`` when a source is in use and broken, or `CancellationError`.
    func passphrase(for name: String, attempt: Int) async throws -> (passphrase: Secret, origin: String)?
}
