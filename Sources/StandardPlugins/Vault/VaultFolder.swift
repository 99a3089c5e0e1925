import AgeEncryption
import AutomationCore
import Foundation

/// A vault on the disk, laid out as passage lays out its store: where its parts are, and whether they are in order.
struct VaultFolder: Sendable {
    /// Whom everything is encrypted for; passage's own name for it.
    static let recipientsName = ".age-recipients"
    /// The largest file of recipients that is read.
    private static let largestRecipients = 64 << 10

    /// The absolute path.
    let path: String
    /// What the operator called it.
    let shown: String

    init(_ folder: String, files: FileRoot) {
        path = files.resolve(folder)
        shown = folder
    }

    /// What it is called in messages.
    var name: String { "the vault \(shown)" }

    /// What commands about it look like.
    var advice: VaultAdvice { VaultAdvice(folder: shown) }

    private var servers: String { path + "/servers" }
    private var recipientsFile: String { "\(path)/\(Self.recipientsName)" }

    /// Whether it is a vault: one that has lost its recipients is one still, and can be read. That something in it is
    /// called as a vault's folder of servers makes it none.
    var isVault: Bool {
        if VaultAccess.exists(recipientsFile) { return true }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: servers)) ?? []
        return names.contains { (try? place(of: $0))?.isOfVault == true }
    }

    /// Looks whether there is a vault, and closed to others.
    func check() throws(VaultProblem) {
        guard VaultAccess.exists(path) else { throw VaultProblem("there is no such folder", hint: advice.make) }
        try VaultAccess.checkIsFolder(path, called: "the folder")
        guard isVault else {
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
            throw VaultProblem(
                "the folder is no vault: it has no \(Self.recipientsName)",
                hint: names?.isEmpty == false
                    ? "give the vault's own folder with --vault; a new vault is made in an empty one" : advice.make
            )
        }
        try VaultAccess.checkFolder(path, called: "the folder")
    }

    /// Looks whether it is told whom to encrypt for.
    func checkHasRecipients() throws(VaultProblem) {
        guard !VaultAccess.exists(recipientsFile) else { return }
        throw VaultProblem(
            "its file \(Self.recipientsName) is missing, which says whom to encrypt for",
            hint: "put the file \(recipientsFile) back, with the recipient's line: age1..., the public half of the "
                + "identity; this prints it: age-keygen -y IDENTITY"
        )
    }

    /// Looks whether something could be written, without writing: better now than when a password is at hand.
    func checkWritable() throws(VaultProblem) {
        let folder = VaultAccess.exists(servers) ? servers : path
        if folder == servers { try VaultAccess.checkFolder(servers, called: "its folder of servers") }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw VaultProblem(
                "nothing can be written to the folder: \(SystemFailure.reason())",
                hint: VaultAdvice.look(at: folder)
            )
        }
    }

    /// Whom to encrypt for. Read anew for each secret: the operator may add somebody at any time.
    func recipients() throws(VaultProblem) -> [AgeRecipient] {
        try check()
        try checkHasRecipients()
        let file = recipientsFile
        try VaultAccess.checkFile(file, called: "the file of recipients", .unchanged)
        do { return try AgeRecipient.list(parsing: String(decoding: read(file), as: UTF8.self)) } catch {
            throw VaultProblem(
                "the file of recipients \(file) is no good: \((error as? AgeError)?.message ?? "\(error)")",
                hint: "mend the file: one recipient a line, age1..., as age-keygen -y IDENTITY prints it; "
                    + "a comment begins with #"
            )
        }
    }

    private func read(_ file: String) throws -> [UInt8] {
        do { return try ReadableFile.read(file, limit: Self.largestRecipients) } catch {
            throw VaultProblem(error.reason, hint: VaultAdvice.look(at: file))
        }
    }

    /// Where a server's passwords are.
    func place(of id: String) throws(VaultProblem) -> VaultPlace {
        guard VaultPlace.isPlain(id), id.count <= 128, !id.hasPrefix(".") else {
            throw VaultProblem("\"\(id)\" cannot be a server id")
        }
        return VaultPlace(path: "\(servers)/\(id)", id: id, advice: advice)
    }

    /// Where a server's passwords are, with its folder made.
    func madePlace(of id: String) throws(VaultProblem) -> VaultPlace {
        let place = try place(of: id)
        do { try DurableFile.makeFolder(place.path) } catch {
            throw VaultProblem("the folder of the server cannot be made: \(error.reason)")
        }
        try VaultAccess.checkFolder(servers, called: "its folder of servers")
        try VaultAccess.checkFolder(place.path, called: "the folder of the server")
        return place
    }

    /// The places of all servers, by id.
    func places() throws(VaultProblem) -> [VaultPlace] {
        try check()
        guard VaultAccess.exists(servers) else { return [] }
        try VaultAccess.checkFolder(servers, called: "its folder of servers")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: servers) else {
            throw VaultProblem("its folder of servers cannot be read: \(SystemFailure.reason())")
        }
        return names.sorted().compactMap { try? place(of: $0) }
    }

    /// What is wrong, as an error for people.
    ///
    /// - Parameter isWriting: Whether something was to be stored.
    func failure(_ problem: VaultProblem, _ server: Server? = nil, isWriting: Bool = false) -> AutomationError {
        let usual =
            isWriting
            ? "nothing that was stored before is lost; see what is there with: \(advice.command("verify"))"
            : VaultAdvice.look(at: path)
        return AutomationError(
            .secretStore,
            "\(name) cannot be used: \(problem.reason)",
            server: server?.label,
            hint: problem.hint ?? usual
        )
    }
}
