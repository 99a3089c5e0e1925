public import AutomationCore
import Foundation
import Subprocess
import Synchronization
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
        let conversation: PipeConversation
        do { conversation = try PipeConversation(listener: listener, lineLimit: program.outputLimit) } catch {
            throw ProgramFailure.notStarted(reason: "there are too many open files")
        }
        let begun = Atomic(false)
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program.path)),
                arguments: Arguments(program.arguments),
                environment: Self.environment(program),
                workingDirectory: FilePath(program.folder),
                platformOptions: options,
                input: .fileDescriptor(conversation.childInput, closeAfterSpawningProcess: true),
                output: .fileDescriptor(conversation.childOutput, closeAfterSpawningProcess: true),
                error: .sequence
            ) { execution in
                begun.store(true, ordering: .relaxed)
                conversation.begin(process: Self.descriptor(of: execution.processIdentifier))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await Self.readErrors(execution.standardError, of: program, for: listener) }
                    let outcome: Swift.Result<Void, any Error>
                    do { outcome = .success(try await body(conversation)) } catch { outcome = .failure(error) }
                    conversation.finish()
                    await execution.teardown(using: ending)
                    // Its own children that did not listen, though it did itself. It is not yet reaped, so that its
                    // number is nobody else's.
                    kill(-execution.processIdentifier.value, SIGKILL)
                    await conversation.end()
                    try await group.waitForAll()
                    try outcome.get()
                }
            }
            try Task.checkCancellation()
            return Self.exitCode(result.terminationStatus)
        } catch {
            if !begun.load(ordering: .relaxed) { conversation.abandon() }
            throw Self.failure(error)
        }
    }

    /// What tells that a program has ended, though somebody else still holds its pipes.
    private static func descriptor(of process: ProcessIdentifier) -> CInt? {
        #if os(Linux)
            process.processDescriptor < 0 ? nil : process.processDescriptor
        #else
            nil
        #endif
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
