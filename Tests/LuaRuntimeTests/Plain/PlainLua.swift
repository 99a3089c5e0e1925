import Foundation

/// The `lua5.4` program, as anybody else would run a script with it.
enum PlainLua {
    /// Where the ordinary scripts are.
    static let folder = Bundle.module.bundleURL.appending(path: "Scripts")

    /// The names of the ordinary scripts.
    static var scripts: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".lua") }.sorted()
        }
    }

    /// Runs a file and returns what it has written to the standard output.
    static func run(file: String, in folder: URL = folder) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["lua5.4", file]
        process.currentDirectoryURL = folder
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        // Read only after the output, so it must be little: a failure's traceback, or warnings.
        process.standardError = errors
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw HostFailure(
                message: "lua5.4 (see scripts/prepare --tests): " + String(decoding: complaint, as: UTF8.self)
            )
        }
        return Array(bytes)
    }

    /// Runs a script that is given as text, under the name `test.lua`.
    static func run(_ source: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(source.utf8).write(to: folder.appending(path: "test.lua"))
        return String(decoding: try run(file: "test.lua", in: folder), as: UTF8.self)
    }
}
