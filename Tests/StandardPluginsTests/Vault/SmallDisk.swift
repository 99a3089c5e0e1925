import Foundation

/// A disk that is soon full. Only an administrator can mount one.
final class SmallDisk: Sendable {
    /// Whether one can be made here.
    static let isPossible: Bool = (try? SmallDisk()) != nil

    let path: String

    init(kilobytes: Int = 64) throws {
        path = FileManager.default.temporaryDirectory.path + "/latchkey-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        do {
            try Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k,mode=700", "tmpfs", path])
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    /// Makes it read-only, or writable again.
    func setReadOnly(_ isReadOnly: Bool) throws {
        try Self.run("/bin/mount", ["-o", "remount,\(isReadOnly ? "ro" : "rw")", path])
    }

    /// Fills it to the last byte.
    func fill() throws {
        let file = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        while write(file, block, block.count) > 0 {}
    }

    /// Gives the room back.
    func empty() throws {
        try FileManager.default.removeItem(atPath: path + "/filler")
    }

    deinit {
        try? Self.run("/bin/umount", [path])
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
    }
}
