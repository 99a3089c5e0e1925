import AutomationCore

/// A key file's contents, on the way to the DER encoding of an RSA private key.
///
/// The readers of the formats say what is wrong; here the file's name and the way out are added to it.
struct KeyFile {
    /// The most octets that are looked at: a 16,384-bit key takes 13 KB in any form.
    static let largest = 1024 * 1024

    private let contents: [UInt8]
    private let name: String

    init(contents: [UInt8], name: String) {
        self.contents = contents
        self.name = name
    }

    /// The DER encoding of the RSA private key in the file, PKCS#1 or PKCS#8.
    ///
    /// - Parameter passphrase: what opens the key; ignored when it is not encrypted.
    /// - Throws: `AutomationError` of kind `key` that names the form found and what to do about it.
    func rsaPrivateKey(passphrase: Secret?) throws(AutomationError) -> [UInt8] {
        guard contents.count <= Self.largest else {
            throw AutomationError(
                .key,
                "\(name) has \(contents.count) bytes, which is too large for a private key",
                hint: "is it the right file?"
            )
        }
        let content = KeyFileContent(contents)
        do {
            return try content.rsaPrivateKey(passphrase: passphrase)
        } catch {
            throw explanation(of: error, in: content)
        }
    }

    private func explanation(of fault: KeyFileFault, in content: KeyFileContent) -> AutomationError {
        let form = content.form
        return switch fault {
        case .passphraseNeeded:
            AutomationError(
                .key,
                "\(name) is protected by a passphrase, and none was given",
                hint: "give its passphrase: the option passphrase or passphrase_file of key.load"
            )
        case .wrongPassphrase:
            AutomationError(
                .key,
                "\(Self.wrongPassphrase)\(name)",
                hint: "check the passphrase, blanks and capital letters included; if it is the right one, the file is "
                    + "damaged: \(Self.damageHint)"
            )
        case .damaged(let what):
            AutomationError(.key, "\(name) is damaged: \(what)", hint: Self.damageHint)
        case .tooMuchWork(let work):
            AutomationError(
                .key,
                "\(name) asks for \(work), which may keep this process busy for hours",
                hint: form.reencryptingHint(file: name, isDER: content.isDER)
            )
        case .unsupported(let what):
            AutomationError(
                .key,
                "\(name) is \(form.summary), and \(what) is not read here",
                hint: form.hint(file: name, isDER: content.isDER)
            )
        case .other(let form):
            AutomationError(
                .key,
                "\(name) is \(form.summary); what is needed is an RSA private key",
                hint: form.hint(file: name, isDER: content.isDER)
            )
        }
    }

    /// How the message about a wrong passphrase begins.
    static let wrongPassphrase = "the passphrase does not open "

    /// What to do about a key that did not survive copying.
    static let damageHint = "copy the key file again from where it was first saved, as a whole and without editing it"
}
