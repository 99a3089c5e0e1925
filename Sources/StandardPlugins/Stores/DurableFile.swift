import AutomationCore
import Foundation

/// Replaces a file so that at every instant either the old or the new contents are there, whole.
///
/// Written to a temporary name in the same folder, flushed, renamed, the folder flushed, then read back.
enum DurableFile {
    /// Why nothing, or nothing certain, was written.
    struct Failure: Error {
        var step: String
        var reason: String
    }

    /// Whether a file of this name was on its way when its writer ended.
    static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".") && name.hasSuffix(".tmp")
    }

    /// Writes `contents` to `name` in `folder`.
    ///
    /// - Parameters:
    ///   - creationMode: The mode that it is made with, less what the process's mask takes off.
    ///   - mode: The mode that it has in the end, when that is another one.
    ///   - replaces: Whether a file that is there already is replaced; one that must not be is left as it is.
    static func replace(
        _ name: String,
        in folder: String,
        with contents: [UInt8],
        tag: UInt64,
        creationMode: mode_t = 0o600,
        mode: mode_t? = nil,
        replaces: Bool = true
    ) throws(Failure) {
        let path = "\(folder)/\(name)"
        let temporary = "\(folder)/.\(name).\(String(tag, radix: 16)).tmp"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, creationMode)
        guard file >= 0 else { throw failure("creating a file") }
        do throws(Failure) {
            defer { close(file) }
            try write(contents, to: file)
            if let mode, fchmod(file, mode) != 0 { throw failure("giving it its mode") }
            guard fsync(file) == 0 else { throw failure("flushing it") }
        } catch {
            unlink(temporary)
            throw error
        }
        // A link is made to no name that is taken.
        guard (replaces ? rename(temporary, path) : link(temporary, path)) == 0 else {
            let error = failure("renaming it")
            unlink(temporary)
            throw error
        }
        if !replaces { unlink(temporary) }
        try flush(folder: folder)
        let written: [UInt8]
        do { written = try ReadableFile.read(path, limit: max(contents.count, 1)) } catch {
            throw Failure(step: "reading it back", reason: error.reason)
        }
        guard written == contents else { throw Failure(step: "reading it back", reason: "it holds something else") }
    }

    /// Makes a folder and those above it, unless it is there, and flushes the one that it is in.
    ///
    /// It has mode 0700 from its first moment: made first and closed afterwards it would be open to others in between,
    /// and another process that looks then would refuse it.
    static func makeFolder(_ folder: String) throws(Failure) {
        let parent = (folder as NSString).deletingLastPathComponent
        if mkdir(folder, 0o700) != 0 {
            if errno == EEXIST { return }
            guard errno == ENOENT, !parent.isEmpty, parent != folder else { throw failure("making it") }
            try makeFolder(parent)
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("making it") }
        }
        // A folder above that may be entered and not be read cannot be flushed.
        try? flush(folder: parent)
    }

    /// Writes everything to an open file.
    static func write(_ contents: [UInt8], to file: Int32) throws(Failure) {
        var rest = contents[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("writing it")
            }
            rest = rest.dropFirst(count)
        }
    }

    private static func flush(folder: String) throws(Failure) {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("opening the folder") }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure("flushing the folder") }
    }

    private static func failure(_ step: String) -> Failure {
        Failure(step: step, reason: SystemFailure.reason())
    }
}
