import AutomationCore
import Foundation

/// A file or a folder that a script named and may use.
struct GrantedFile {
    /// The largest file that is read.
    private static let largest = 16 << 20

    /// As the script named it.
    private let name: String
    /// Where it is. No part of it was a link when it was looked at, and the last one is never followed as one.
    private let path: String

    /// Makes sure that the file that a call names may be used.
    ///
    /// - Parameter followsLink: Whether a link stands for what it leads to.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/permission``.
    init(_ call: HostCall, for use: Grants.PathUse, followsLink: Bool = true) throws(AutomationError) {
        name = call.string("path") ?? ""
        let (grants, files) = (call.context.grants, call.context.world.files)
        path = try grants.path(name, for: use, files: files, followsLink: followsLink)
    }

    /// The contents.
    func read() throws(AutomationError) -> [UInt8] {
        do { return try ReadableFile.read(path, limit: Self.largest, followsLink: false) } catch {
            throw AutomationError(error.isMissing ? .notFound : .file, "\(name) cannot be read: \(error.reason)")
        }
    }

    /// Replaces the contents.
    func write(_ contents: [UInt8], tag: UInt64) throws(AutomationError) {
        var status = stat()
        let isThere = lstat(path, &status) == 0
        guard !isThere || status.st_mode & S_IFMT == S_IFREG else { throw failure("written", "it is no regular file") }
        // What is there keeps its mode; what is new has what the process's mask leaves.
        do {
            try DurableFile.replace(
                (path as NSString).lastPathComponent,
                in: (path as NSString).deletingLastPathComponent,
                with: contents,
                tag: tag,
                creationMode: isThere ? 0o600 : 0o666,
                mode: isThere ? status.st_mode & 0o777 : nil
            )
        } catch { throw failure("written", "\(error.step) failed: \(error.reason)") }
    }

    /// Adds to the contents.
    func append(_ contents: [UInt8]) throws(AutomationError) {
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let file = open(path, flags, 0o666)
        guard file >= 0 else { throw failure("written") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("written") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure("written", "it is no regular file") }
        do { try DurableFile.write(contents, to: file) } catch { throw failure("written", error.reason) }
        guard fsync(file) == 0 else { throw failure("written") }
    }

    /// Whether there is such a file or folder.
    var exists: Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// What is in the folder, sorted.
    func names() throws(AutomationError) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure("listed") }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw failure("listed", "it is no folder") }
        guard access(path, R_OK | X_OK) == 0 else { throw failure("listed") }
        do { return try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
            throw failure("listed", "the system does not let it be read")
        }
    }

    /// Makes the folder and those above it.
    func makeFolder() throws(AutomationError) {
        do { try makeFolder(path) } catch { throw failure("made", error.reason) }
    }

    private func makeFolder(_ folder: String) throws(ReadableFile.Failure) {
        var status = stat()
        if mkdir(folder, 0o777) == 0 { return }
        if errno == EEXIST {
            guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw ReadableFile.Failure(reason: "there is a file of that name")
            }
            return
        }
        let parent = (folder as NSString).deletingLastPathComponent
        guard errno == ENOENT, parent != folder else { throw ReadableFile.Failure(reason: SystemFailure.reason()) }
        try makeFolder(parent)
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw ReadableFile.Failure(reason: SystemFailure.reason())
        }
    }

    /// Removes it; false when there was nothing.
    func remove() throws(AutomationError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            throw failure("removed")
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        guard (isFolder ? rmdir(path) : unlink(path)) == 0 else { throw failure("removed") }
        return true
    }

    /// An error about the file, with the system's reason where none is given.
    private func failure(_ what: String, _ reason: String? = nil) -> AutomationError {
        let isMissing = reason == nil && errno == ENOENT
        return AutomationError(
            isMissing ? .notFound : .file,
            "\(name) cannot be \(what): \(reason ?? SystemFailure.reason())"
        )
    }
}
