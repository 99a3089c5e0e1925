import AgeEncryption
import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// Where passwords are kept, and what opens them.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The vault, a folder; or LATCHKEY_VAULT. (default: ~/.local/share/latchkey/vault)",
            valueName: "folder"
        ),
        completion: .directory
    )
    var vault: String?

    @Option(
        help: ArgumentHelp(
            "File of the identity that opens the vault, which storing does not need; or LATCHKEY_IDENTITY. "
                + "(default: ~/.config/latchkey/identity.txt, if it is there)",
            valueName: "file"
        ),
        completion: .file()
    )
    var identity: String?

    func validate() throws {
        if vault?.isEmpty == true { throw ValidationError("--vault: expected a folder, got nothing") }
        if identity?.isEmpty == true { throw ValidationError("--identity: expected a file, got nothing") }
    }

    /// The vault's folder.
    func folder(_ environment: [String: String]) -> String {
        vault ?? Self.variable("LATCHKEY_VAULT", environment) ?? UserFolders.data(environment) + "/vault"
    }

    /// The identity's file, whether it is there or not.
    func identityFile(_ environment: [String: String]) -> String {
        namedIdentity(environment) ?? UserFolders.configuration(environment) + "/identity.txt"
    }

    /// The store, which has been looked at: whether it can be used shows now, and not when a password is at hand.
    ///
    /// - Parameter scratch: A folder for a throw-away vault with an identity of its own, where `--vault` names none.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func store(
        environment: [String: String],
        world: World,
        scratch: String? = nil
    ) throws(AutomationError) -> VaultStore {
        let store: VaultStore
        if let scratch, vault == nil {
            let file = scratch + "/identity.txt"
            let made = try VaultSetup.make(folder: scratch + "/vault", identityFile: file, world: world)
            let identities = try VaultIdentity.read(file, files: world.files)
            store = VaultStore(folder: made.folder, identities: identities, world: world)
        } else {
            store = readableStore(environment: environment, world: world)
            if let problem = store.identityProblem() {
                // One that this very command was given is wanted for something.
                if identity != nil { throw problem }
                Console.note("warning: \(problem.message); passwords are stored, and cannot be read")
                if let hint = problem.hint { Console.note("hint: \(hint)") }
            }
        }
        try store.checkUsable()
        return store
    }

    /// The store for looking into, which need not be writable. The identity is read when something is to be opened.
    func readableStore(environment: [String: String], world: World) -> VaultStore {
        let file = identityFile(environment)
        // Storing needs none, so only one that was asked for must be there.
        let isThere = VaultIdentity.exists(file, files: world.files) || namedIdentity(environment) != nil
        return VaultStore(folder: folder(environment), identityFile: isThere ? file : nil, world: world)
    }

    private func namedIdentity(_ environment: [String: String]) -> String? {
        identity ?? Self.variable("LATCHKEY_IDENTITY", environment)
    }

    private static func variable(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
