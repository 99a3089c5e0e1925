import Foundation

/// Reads a whole small file.
enum ReadableFile {
    /// Why a file could not be read.
    struct Failure: Error {
        var reason: String
        /// Whether there is no such file.
        var isMissing = false
        /// Whether it is no file that anybody could read, whatever this process has and may do at this moment.
        var isOfFile = false
        /// Whether there is more in it than is read.
        var isTooLarge = false
    }

    /// - Parameters:
    ///   - limit: The most bytes that are read; a larger file is refused.
    ///   - followsLink: Whether the path may be that of a link.
    static func read(_ path: String, limit: Int, followsLink: Bool = true) throws(Failure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW))
        guard file >= 0 else {
            let code = errno
            let isOfFile = code == ENOENT || (code == ELOOP && !followsLink)
            throw Failure(reason: SystemFailure.reason(), isMissing: code == ENOENT, isOfFile: isOfFile)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Failure(reason: SystemFailure.reason()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(reason: "it is no regular file", isOfFile: true) }
        guard status.st_size <= limit else {
            throw Failure(reason: "it has \(status.st_size) bytes, and at most \(limit) are read", isTooLarge: true)
        }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = Foundation.read(file, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(reason: SystemFailure.reason())
            }
            if count == 0 { return contents }
            contents += chunk[..<count]
            guard contents.count <= limit else { throw Failure(reason: "it grew while it was read") }
        }
    }
}
