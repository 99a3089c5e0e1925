import Foundation
import TestSupport

/// What a run asked of the kernel.
struct SystemCalls {
    private static let program = "/usr/bin/strace"

    /// Whether there is a strace, and it may look at other processes: in some containers it may not.
    static let canBeTraced: Bool = {
        guard FileManager.default.isExecutableFile(atPath: program) else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-f", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "/bin/true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    let run: CommandRun
    /// The calls that have to do with files, one thread after the other, the calls of each in their order; behind every
    /// descriptor the path it stands for.
    let calls: [String]

    /// Runs `latchkey` and writes down its calls.
    ///
    /// - Parameter options: For strace.
    static func trace(
        _ arguments: [String],
        options: [String] = [],
        environment: [String: String] = [:],
        folder: TemporaryFolder
    ) async throws -> SystemCalls {
        let traces = folder.path + "/traces-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: traces, withIntermediateDirectories: true)
        let run = try await RunningCommand(
            program,
            [
                // A file per thread: in one file, one thread's calls would cut up another's.
                "-ff", "-y", "-s", "32", "-o", traces + "/of",
                "-e", "trace=openat,read,write,fsync,?rename,?renameat,?renameat2,?link,?linkat",
            ] + options + ["\(CommandRun.productFolder)/latchkey"] + arguments,
            environment: environment,
            folder: folder
        ).ended()
        let files = try FileManager.default.contentsOfDirectory(atPath: traces).sorted()
        let calls = try files.flatMap {
            try String(decoding: Data(contentsOf: URL(fileURLWithPath: "\(traces)/\($0)")), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        }
        return SystemCalls(run: run, calls: calls)
    }
}
