/// Commands about one vault that an error advises: copied as they are, they do what is said of them.
public struct VaultAdvice: Sendable {
    /// The vault, as the operator calls it.
    let folder: String

    /// A command about this vault.
    ///
    /// - Parameter words: What comes after `latchkey vault`.
    public func command(_ words: String) -> String { "latchkey vault \(words) --vault \(Self.quoted(folder))" }

    /// A text as one word of a command line.
    public static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

    /// What there is to look at when a file or folder cannot be used as it is.
    static func look(at path: String) -> String {
        "look at whose it is, and who may read and change it: ls -ld \(quoted(path))"
    }

    /// How to make one where there is none.
    var make: String { "make one with: \(command("init"))" }

    /// What to do about a file that is not as it was written.
    var restoreFile: String {
        "restore it from a backup, or take it out of use with: \(command("verify --repair"))"
    }

    /// What to do about a record that is damaged or gone.
    var restoreRecord: String {
        "restore it from a backup, or make it anew from the files with: \(command("verify --repair")); "
            + "\(Self.lostWithRecord) are lost then"
    }

    /// What to do about a record that is larger than is read.
    var restoreLargeRecord: String {
        "restore it from a backup, or move it out of the folder and make it anew from the files with: "
            + "\(command("verify --repair")); \(Self.lostWithRecord) are lost then"
    }

    /// What only a record knows.
    static let lostWithRecord = "the server's name, which password was pending, and what each was stored for"

    /// What to do about a password that is lost.
    ///
    /// - Parameter isOneOfMany: Whether there are others, one of which may be the valid one.
    func replacePassword(of server: String, isOneOfMany: Bool) -> String {
        let others =
            isOneOfMany ? "; or try the others: \(command("show \(Self.quoted(server)) --history --reveal"))" : ""
        return "restore the file from a backup, and then: \(command("verify")); or set a new password with: "
            + "\(reset(server))\(others)"
    }

    /// What to do where it is not certain which password is the current one.
    func settle(_ server: String) -> String {
        let history = command("show \(Self.quoted(server)) --history --reveal")
        return "try those in its history, the newest first: \(history); or set a new password with: \(reset(server))"
    }

    /// What is said of a server of which it is not certain which password is the current one.
    public static let doubt =
        "its record was made anew from the files, and which password is the current one is not certain"

    private func reset(_ server: String) -> String {
        "latchkey reset --server \(Self.quoted(server)) --vault \(Self.quoted(folder))"
    }
}
