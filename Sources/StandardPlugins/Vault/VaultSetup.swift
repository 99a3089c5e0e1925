public import AgeEncryption
public import AutomationCore
import Foundation

/// A vault that was just made.
public struct VaultSetup: Sendable {
    /// The vault's absolute path.
    public let folder: String
    /// The file of the identity that opens it; nil when it was made for recipients alone.
    public let identityFile: String?
    /// Whether the identity was made too, and is not one that was there already.
    public let isIdentityNew: Bool
    /// Whom it encrypts for.
    public let recipients: [AgeRecipient]

    /// Makes a vault, and the identity that opens it where there is none yet. Nothing is ever overwritten.
    ///
    /// - Parameters:
    ///   - identityFile: Where the identity is, or is to be; nil when there are recipients.
    ///   - recipients: Whom to encrypt for; none stands for the identity's own.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    public static func make(
        folder: String,
        identityFile: String?,
        recipients: [AgeRecipient] = [],
        world: World
    ) throws(AutomationError) -> VaultSetup {
        let vault = VaultFolder(folder, files: world.files)
        do throws(VaultProblem) { try checkFree(vault) } catch {
            throw AutomationError(.secretStore, "\(vault.name) cannot be made: \(error.reason)", hint: error.hint)
        }
        var (all, isNew) = (recipients, false)
        let identityFile = recipients.isEmpty ? identityFile.map(world.files.resolve) : nil
        if let identityFile {
            if !VaultAccess.exists(identityFile) {
                try makeIdentity(identityFile, world)
                isNew = true
            }
            all = try VaultIdentity.read(identityFile, files: world.files).map(\.recipient)
        }
        guard !all.isEmpty else {
            throw AutomationError(.secretStore, "\(vault.name) cannot be made: nobody would be able to open it")
        }
        let lines = ["# Whom the passwords here are encrypted for."] + all.map(\.description)
        do throws(DurableFile.Failure) {
            try DurableFile.makeFolder(vault.path)
            try write(lines, to: VaultFolder.recipientsName, in: vault.path, world)
        } catch {
            throw AutomationError(
                .secretStore,
                "\(vault.name) cannot be made: \(error.step) failed: \(error.reason)",
                hint: "choose another folder with --vault"
            )
        }
        return VaultSetup(folder: vault.path, identityFile: identityFile, isIdentityNew: isNew, recipients: all)
    }

    private static func checkFree(_ vault: VaultFolder) throws(VaultProblem) {
        guard VaultAccess.exists(vault.path) else { return }
        try VaultAccess.checkIsFolder(vault.path, called: "the folder")
        guard !vault.isVault else {
            try VaultAccess.checkFolder(vault.path, called: "there is one already, and its folder")
            do { try vault.checkHasRecipients() } catch {
                throw VaultProblem("there is one already, and \(error.reason)", hint: error.hint)
            }
            throw VaultProblem(
                "there is one already",
                hint: "see what is in it with: \(vault.advice.command("list")); or choose another folder"
            )
        }
        // Nobody is to close a folder that was meant for others.
        let names = try? FileManager.default.contentsOfDirectory(atPath: vault.path)
        guard names?.isEmpty != false else {
            throw VaultProblem("the folder holds other things", hint: "choose another folder with --vault")
        }
        try VaultAccess.checkFolder(vault.path, called: "the folder")
    }

    private static func makeIdentity(_ path: String, _ world: World) throws(AutomationError) {
        do {
            var generator = WorldRandomNumberGenerator(world.randomness)
            let identity = try AgeIdentity(using: &generator)
            let folder = (path as NSString).deletingLastPathComponent
            try DurableFile.makeFolder(folder)
            let comments = [
                "# created: \(world.clock.wallTime.formatted(.iso8601))", "# public key: \(identity.recipient)",
            ]
            let name = (path as NSString).lastPathComponent
            try identity.withExposedText { try write(comments + [$0], to: name, in: folder, world) }
        } catch {
            let reason = (error as? DurableFile.Failure).map { "\($0.step) failed: \($0.reason)" } ?? "\(error)"
            throw AutomationError(
                .secretStore,
                "the identity file \(path) cannot be made: \(reason)",
                hint: "choose another file with --identity"
            )
        }
    }

    private static func write(
        _ lines: [String],
        to name: String,
        in folder: String,
        _ world: World
    ) throws(DurableFile.Failure) {
        var contents = Array((lines.joined(separator: "\n") + "\n").utf8)
        defer { contents.overwrite() }
        try DurableFile.replace(name, in: folder, with: contents, tag: world.randomness.next(), replaces: false)
    }
}
