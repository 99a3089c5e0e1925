public import AutomationCore
import Foundation

/// The file that a ``RunMemory`` is kept in, closed to other users.
///
/// It only makes runs quicker, so nothing about it fails one: whatever is wrong comes back as a warning to be logged.
/// Written whole under a temporary name and renamed. When two runs write in the same instant, what one of them has
/// learned may be lost, and nothing else.
public struct RunMemoryFile: Sendable {
    /// The largest file that is read, in bytes: some times what a full memory takes.
    static let largestSize = 4 << 20

    private struct Failure: Error {
        var reason: String
        /// Whether the file belongs to somebody else, or to a later version, and must stay as it is.
        var isForeign = false
    }

    private let path: String
    private let world: World

    /// Names the file; it and its folder are made when something is first written.
    public init(path: String, world: World) {
        self.path = world.files.resolve(path)
        self.world = world
    }

    /// Reads what there is.
    ///
    /// - Returns: The memory, empty when there is no file or none that can be used, and what is wrong with it.
    public func load() -> (memory: RunMemory, warning: String?) {
        do throws(Failure) {
            return (try read() ?? RunMemory(), nil)
        } catch {
            return (RunMemory(), "what earlier runs have learned cannot be used: \(path): \(error.reason)")
        }
    }

    /// Adds to what the file holds by now, which may be more than when it was loaded.
    ///
    /// A damaged file is replaced; a link, and a file of another version, stay as they are.
    ///
    /// - Parameter news: What was learned since the last call.
    /// - Returns: What has kept it from being written; nil when all went well.
    public func add(_ news: RunMemory) -> String? {
        guard !news.isEmpty else { return nil }
        do throws(Failure) {
            var memory = RunMemory()
            do throws(Failure) {
                memory = try read() ?? memory
            } catch  where !error.isForeign {}
            try write(memory.adding(news, now: world.clock.wallTime))
            return nil
        } catch {
            return "what this run has learned is not kept for later ones: \(path): \(error.reason)"
        }
    }

    private func read() throws(Failure) -> RunMemory? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw Failure(reason: "it is a symbolic link", isForeign: true) }
            throw Failure(reason: Self.systemReason(), isForeign: true)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Failure(reason: Self.systemReason()) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(reason: "it is no regular file", isForeign: true)
        }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Foundation.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: Self.systemReason()) }
            if count == 0 { break }
            contents += chunk[..<count]
            guard contents.count <= Self.largestSize else { throw Failure(reason: "it is too large") }
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        // The version first: what else a later one holds is not for this one to judge.
        struct Stamp: Decodable { var version: Int }
        let data = Data(contents)
        guard let stamp = try? decoder.decode(Stamp.self, from: data) else { throw Failure(reason: "it is damaged") }
        guard stamp.version == RunMemory.currentVersion else {
            throw Failure(reason: "it is of version \(stamp.version)", isForeign: true)
        }
        guard let memory = try? decoder.decode(RunMemory.self, from: data) else {
            throw Failure(reason: "it is damaged")
        }
        return RunMemory().adding(memory, now: world.clock.wallTime)
    }

    private func write(_ memory: RunMemory) throws(Failure) {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let contents = try? encoder.encode(memory) else { throw Failure(reason: "it cannot be encoded") }
        let folder = (path as NSString).deletingLastPathComponent
        try Self.makeFolder(folder)
        let temporary = path + "." + String(world.randomness.next(), radix: 16) + ".tmp"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure(reason: Self.systemReason()) }
        do throws(Failure) {
            defer { close(file) }
            var rest = contents[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Failure(reason: Self.systemReason()) }
                rest = rest.dropFirst(count)
            }
            guard fsync(file) == 0 else { throw Failure(reason: Self.systemReason()) }
            guard rename(temporary, path) == 0 else { throw Failure(reason: Self.systemReason()) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func makeFolder(_ folder: String) throws(Failure) {
        if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
        let parent = (folder as NSString).deletingLastPathComponent
        guard errno == ENOENT, !parent.isEmpty, parent != folder else { throw Failure(reason: systemReason()) }
        try makeFolder(parent)
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Failure(reason: systemReason()) }
    }

    private static func systemReason() -> String {
        String(cString: strerror(errno)).lowercased()
    }
}
