import Foundation
import TestSupport

/// A program that has been started, its streams going to files unless said otherwise, so that no full pipe can stop it.
struct RunningCommand {
    let process: Process
    private let outputFile: String
    private let errorFile: String
    private let ending: Task<Int32, Never>

    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        folder: TemporaryFolder,
        input: FileHandle = .nullDevice,
        output: FileHandle? = nil,
        errors: FileHandle? = nil
    ) throws {
        let tag = UUID().uuidString
        outputFile = folder.path + "/output-" + tag
        errorFile = folder.path + "/errors-" + tag
        _ = FileManager.default.createFile(atPath: outputFile, contents: nil)
        _ = FileManager.default.createFile(atPath: errorFile, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output ?? FileHandle(forWritingAtPath: outputFile)
        process.standardError = errors ?? FileHandle(forWritingAtPath: errorFile)
        let (endings, ended) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            // What a signal ended outright counts as a trap, whatever the signal.
            ended.yield(process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus)
            ended.finish()
        }
        try process.run()
        self.process = process
        ending = Task {
            var iterator = endings.makeAsyncIterator()
            return await iterator.next() ?? -1
        }
    }

    var output: String { (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? "" }

    var errors: String { (try? String(contentsOfFile: errorFile, encoding: .utf8)) ?? "" }

    /// Waits until it has written `text` to either stream, or has ended.
    func writes(_ text: String) async throws {
        while process.isRunning, !output.contains(text), !errors.contains(text) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits until it has ended.
    func ended() async -> CommandRun {
        CommandRun(exitCode: await ending.value, output: output, errors: errors)
    }
}
