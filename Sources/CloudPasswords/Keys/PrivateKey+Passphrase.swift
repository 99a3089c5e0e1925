public import AutomationCore

extension PrivateKey {
    /// Whether the contents of a key file are protected by a passphrase.
    public static func needsPassphrase(_ contents: [UInt8]) -> Bool {
        guard contents.count <= KeyFile.largest else { return false }
        do throws(KeyFileFault) {
            var der = try KeyFileContent(contents).rsaPrivateKey(passphrase: nil)
            CipherLibrary.overwrite(&der)
            return false
        } catch {
            guard case .passphraseNeeded = error else { return false }
            return true
        }
    }

    /// Whether an error of ``init(contents:passphrase:name:)`` says that another passphrase may open the file.
    public static func isWrongPassphrase(_ error: AutomationError) -> Bool {
        error.kind == .key && error.message.hasPrefix(KeyFile.wrongPassphrase)
    }
}
