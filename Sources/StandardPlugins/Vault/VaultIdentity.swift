public import AgeEncryption
public import AutomationCore
import Foundation

/// The file of the identities that open a vault.
public enum VaultIdentity {
    private static let largest = 64 << 10

    /// Reads the identities in a file that only its owner may read.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` that shows nothing of what is in it.
    public static func read(_ path: String, files: FileRoot) throws(AutomationError) -> [AgeIdentity] {
        let file = files.resolve(path)
        do throws(VaultProblem) {
            try VaultAccess.checkFile(file, called: "the identity file")
            var contents: [UInt8]
            do { contents = try ReadableFile.read(file, limit: largest) } catch {
                throw VaultProblem("the identity file cannot be read: \(error.reason): \(file)")
            }
            defer { contents.overwrite() }
            do { return try AgeIdentity.list(parsing: String(decoding: contents, as: UTF8.self)) } catch {
                throw VaultProblem("the identity file \(file) is no good: \(error.message)")
            }
        } catch {
            throw AutomationError(
                .secretStore,
                error.reason,
                hint: error.hint ?? "give the file that latchkey vault init or age-keygen has made with --identity"
            )
        }
    }

    /// Whether there is a file.
    public static func exists(_ path: String, files: FileRoot) -> Bool {
        VaultAccess.exists(files.resolve(path))
    }
}
