import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// Where passwords are kept.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder to keep passwords in; or LATCHKEY_VAULT. (default: ~/.local/share/latchkey/vault)",
            valueName: "folder"
        ),
        completion: .directory
    )
    var vault: String?

    func validate() throws {
        if vault?.isEmpty == true { throw ValidationError("--vault: expected a folder, got nothing") }
    }

    /// The store, which has been looked at: whether it can be used shows now, and not when a password is at hand.
    ///
    /// - Parameter folder: The folder where neither option nor variable names one.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore``.
    func store(
        environment: [String: String],
        world: World,
        otherwise folder: String? = nil
    ) throws(AutomationError) -> FolderSecretStore {
        let variable = environment["LATCHKEY_VAULT"].flatMap { $0.isEmpty ? nil : $0 }
        let path = vault ?? folder ?? variable ?? UserFolders.data(environment) + "/vault"
        let store = FolderSecretStore(folder: path, world: world)
        try store.checkUsable()
        return store
    }
}
