import Foundation
import Synchronization

/// The lines that were typed, kept for later sessions in a file that nobody else can read.
///
/// No password is ever typed in a line: those are asked for, or come from files. What somebody wants to keep out all the
/// same begins with a blank, as in shells.
final class ReplHistory: Sendable {
    private let path: String
    private let limit: Int
    private let last = Mutex<String?>(nil)

    /// A history of at most `limit` lines, at a path.
    init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// The lines of earlier sessions, oldest first.
    func load() -> [String] {
        guard let contents = FileManager.default.contents(atPath: path) else { return [] }
        let lines = String(decoding: contents, as: UTF8.self).split(separator: "\n").map(String.init)
        // Two sessions may write at once, so the file is only ever added to, and now and then cut.
        if lines.count > limit * 2 { cut(to: lines.suffix(limit)) }
        return lines.suffix(limit)
    }

    /// Keeps a line, unless it is not to be kept. A file that cannot be written is no reason to disturb the session.
    ///
    /// - Returns: Whether the line may be called back in this session.
    func add(_ line: String) -> Bool {
        guard let first = line.first, !first.isWhitespace else { return false }
        let isRepeated = last.withLock { last in
            defer { last = line }
            return last == line
        }
        guard !isRepeated else { return false }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        // Also when somebody else has made it.
        guard fchmod(descriptor, 0o600) == 0 else { return true }
        let bytes = Array((line + "\n").utf8)
        _ = write(descriptor, bytes, bytes.count)
        return true
    }

    private func cut(to lines: some Sequence<String>) {
        let temporary = path + ".new"
        let text = lines.map { $0 + "\n" }.joined()
        let isWritten = FileManager.default.createFile(
            atPath: temporary,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        if !isWritten || rename(temporary, path) != 0 { unlink(temporary) }
    }
}
