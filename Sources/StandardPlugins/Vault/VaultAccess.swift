import Foundation

/// Who may look at what a vault is made of, and whose it is.
enum VaultAccess {
    /// Which permission bits a file or folder must not have.
    enum Rule: mode_t {
        /// Nobody but the owner may do anything.
        case closed = 0o077
        /// Nobody but the owner may change it.
        case unchanged = 0o022
    }

    /// Looks at a folder.
    static func checkFolder(_ path: String, called name: String) throws(VaultProblem) {
        let status = try checkIsFolder(path, called: name)
        // Only its owner can close it, so that comes first.
        try checkOwner(status, path, called: name)
        guard status.st_mode & Rule.closed.rawValue == 0 else {
            throw VaultProblem(
                "\(name) is open to other users",
                hint: "close it with: chmod 700 \(VaultAdvice.quoted(path))"
            )
        }
        try checkReadable(path, R_OK | X_OK, called: name)
    }

    /// Looks whether a folder is one.
    @discardableResult
    static func checkIsFolder(_ path: String, called name: String) throws(VaultProblem) -> stat {
        let status = try status(of: path, called: name)
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw VaultProblem("\(name) is a file, not a folder", hint: "choose another folder with --vault")
        }
        return status
    }

    /// Looks at a file.
    ///
    /// - Parameter hint: What to do when it is gone.
    static func checkFile(
        _ path: String,
        called name: String,
        _ rule: Rule = .closed,
        hint: String? = nil
    ) throws(VaultProblem) {
        let status = try status(of: path, called: name, hint: hint)
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw VaultProblem("\(name) is no regular file: \(path)", hint: hint, isDamage: true)
        }
        try checkOwner(status, path, called: name)
        guard status.st_mode & rule.rawValue == 0 else {
            let fault = rule == .closed ? "is open to other users" : "can be changed by other users"
            throw VaultProblem(
                "\(name) \(fault): \(path)",
                hint: "close it with: chmod 600 \(VaultAdvice.quoted(path))"
            )
        }
        try checkReadable(path, R_OK, called: name)
    }

    /// Whether there is anything of this name, be it a link that leads nowhere.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 || errno != ENOENT
    }

    private static func status(
        of path: String,
        called name: String,
        hint: String? = nil
    ) throws(VaultProblem) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let isGone = errno == ENOENT || errno == ELOOP
            throw VaultProblem(
                "\(name) cannot be read: \(SystemFailure.reason()): \(path)",
                hint: isGone ? hint : VaultAdvice.look(at: path),
                isDamage: isGone
            )
        }
        return status
    }

    private static func checkReadable(_ path: String, _ mode: Int32, called name: String) throws(VaultProblem) {
        guard access(path, mode) == 0 else {
            throw VaultProblem(
                "\(name) cannot be read: \(SystemFailure.reason()): \(path)",
                hint: VaultAdvice.look(at: path)
            )
        }
    }

    /// Another user who owns a file can open it to himself at any time. The administrator can anyway.
    private static func checkOwner(_ status: stat, _ path: String, called name: String) throws(VaultProblem) {
        let user = geteuid()
        guard user == 0 || status.st_uid == user || status.st_uid == 0 else {
            throw VaultProblem(
                "\(name) belongs to another user: \(path)",
                hint: "run as its owner, or make it yours with: sudo chown -R \(user) \(VaultAdvice.quoted(path))"
            )
        }
    }
}
