import AgeEncryption
import AutomationCore
import Synchronization

/// The identities at hand, whose file is read when something is to be opened and not before: what only stores or lists
/// does not depend on it.
final class VaultKeys: Sendable {
    /// Where they come from, for people; nil when they were given as they are.
    let file: String?
    private let source: @Sendable () throws(AutomationError) -> [AgeIdentity]
    private let known = Mutex<Result<[AgeIdentity], AutomationError>?>(nil)

    init(_ identities: [AgeIdentity]) {
        file = nil
        source = { () throws(AutomationError) in identities }
    }

    init(file: String, files: FileRoot) {
        self.file = files.resolve(file)
        source = { () throws(AutomationError) in try VaultIdentity.read(file, files: files) }
    }

    /// The identities; none where there are none.
    ///
    /// - Throws: ``AutomationError`` when their file is no good.
    func identities() throws(AutomationError) -> [AgeIdentity] {
        try known.withLock { known in
            if let known { return known }
            let result = Result { () throws(AutomationError) in try source() }
            known = result
            return result
        }.get()
    }
}
