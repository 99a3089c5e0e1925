import AutomationCore

/// Reads key files and passphrase files, and says which of them cannot be read.
enum KeyFileReading {
    /// The largest file that is read as a key. A 16,384-bit key takes 13 KB.
    private static let largestKey = 64 * 1024
    /// The largest file that is read as a passphrase.
    private static let largestPassphrase = 4096

    /// Reads a key file.
    ///
    /// - Parameter name: The path as it was given, for the error.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/key``.
    static func key(_ path: String, shownAs name: String) throws(AutomationError) -> [UInt8] {
        do {
            return try ReadableFile.read(path, limit: largestKey)
        } catch {
            throw AutomationError(
                .key,
                "the key file \(name) cannot be read: \(error.reason)",
                hint: "give the path of the private key file of the key pair that the servers were made with"
            )
        }
    }

    /// Reads the first line of a passphrase file.
    ///
    /// - Parameter name: The path as it was given, for the error.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/key``.
    static func passphrase(_ path: String, shownAs name: String) throws(AutomationError) -> Secret {
        let contents: [UInt8]
        do {
            contents = try ReadableFile.read(path, limit: largestPassphrase)
        } catch {
            throw AutomationError(
                .key,
                "the passphrase file \(name) cannot be read: \(error.reason)",
                hint: "give the path of a file whose first line is the passphrase of the key"
            )
        }
        // One line, as editors and `echo` write it; blanks belong to the passphrase.
        let line = contents.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw AutomationError(
                .key,
                "the passphrase file \(name) is not a text in UTF-8",
                hint: "save it in UTF-8"
            )
        }
        return Secret(text)
    }
}
