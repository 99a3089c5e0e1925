public import AutomationCore
import Foundation
import Subprocess
import SystemPackage

extension SystemProcesses {
    /// Writing to a program that has ended must fail, not end this process. The command line has seen to that already;
    /// who uses the library has, when nobody has decided otherwise.
    private static let survivesBrokenPipes: Void = {
        var action = sigaction()
        sigaction(SIGPIPE, nil, &action)
        // There is no handler where the default action is in force.
        if action.__sigaction_handler.sa_handler == nil { signal(SIGPIPE, SIG_IGN) }
    }()

    public func converse(
        with program: ProgramLaunch,
        listener: any ProgramListener,
        _ body: @escaping @Sendable (any ProgramInput) async throws -> Void
    ) async throws -> Int {
        try Task.checkCancellation()
        Self.survivesBrokenPipes
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
        // Signal 0 is none: it is a wait, for a program that ends because its input does.
        let ending =
            [.send(signal: Signal(rawValue: 0), toProcessGroup: true, allowedDurationToNextStep: grace)]
            + options.teardownSequence
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program.path)),
                arguments: Arguments(program.arguments),
                environment: .custom(program.environment.map { Array("\($0.key)=\($0.value)".utf8) }),
                workingDirectory: FilePath(program.folder),
                platformOptions: options,
                input: .inputWriter,
                output: .sequence,
                error: .sequence
            ) { execution in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await Self.read(execution.standardOutput, of: program, for: listener) }
                    group.addTask { await Self.readErrors(execution.standardError, of: program, for: listener) }
                    let outcome: Swift.Result<Void, any Error>
                    do {
                        outcome = .success(try await body(WrittenInput(writer: execution.standardInputWriter)))
                    } catch {
                        outcome = .failure(error)
                    }
                    try? await execution.standardInputWriter.finish()
                    await execution.teardown(using: ending)
                    // Its own children that did not listen, though it did itself. It is not yet reaped, so that its
                    // number is nobody else's.
                    kill(-execution.processIdentifier.value, SIGKILL)
                    try await group.waitForAll()
                    try outcome.get()
                }
            }
            try Task.checkCancellation()
            return Self.exitCode(result.terminationStatus)
        } catch {
            throw Self.failure(error)
        }
    }

    private static func read(
        _ output: SubprocessOutputSequence,
        of program: ProgramLaunch,
        for listener: any ProgramListener
    ) async {
        var splitter = LineSplitter(limit: program.outputLimit)
        do {
            for try await chunk in output {
                guard chunk.withUnsafeBytes({ splitter.split($0) { listener.receive(line: $0) } }) else {
                    return listener.outputEnded(.tooMuchOutput)
                }
            }
        } catch {
            // What cannot be read any more has ended.
        }
        splitter.end { listener.receive(line: $0) }
        listener.outputEnded(nil)
    }

    private static func readErrors(
        _ errors: SubprocessOutputSequence,
        of program: ProgramLaunch,
        for listener: any ProgramListener
    ) async {
        var splitter = LineSplitter(limit: program.outputLimit)
        do {
            for try await chunk in errors {
                _ = chunk.withUnsafeBytes { splitter.split($0, cuts: true) { listener.receive(errorLine: $0) } }
            }
        } catch {
            // What cannot be read any more has ended.
        }
        splitter.end { listener.receive(errorLine: $0) }
    }
}

/// The standard input of a program of this machine.
private struct WrittenInput: ProgramInput {
    let writer: StandardInputWriter

    func write(_ bytes: [UInt8]) async throws {
        // A program that has ended takes less than it was given, and is noticed by its output.
        _ = try await writer.write(bytes)
    }
}
