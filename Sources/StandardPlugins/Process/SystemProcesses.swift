public import AutomationCore
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// Starts the programs of this machine, each in a session of its own.
public struct SystemProcesses: ProcessLauncher {
    /// What every program is given of the environment; the rest of it may hold what is nobody's business.
    private static let passedOn = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"]

    public let environment: [String: String]
    let grace: Duration

    /// Makes a launcher.
    ///
    /// - Parameters:
    ///   - environment: The variables of this process.
    ///   - grace: How long a program that is asked to end has for it.
    public init(environment: [String: String], grace: Duration = .seconds(2)) {
        self.environment = environment.filter { Self.passedOn.contains($0.key) }
        self.grace = grace
    }

    public func run(_ program: ProgramLaunch) async throws -> ProgramResult {
        try Task.checkCancellation()
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
        let group = Mutex<pid_t?>(nil)
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program.path)),
                arguments: Arguments(program.arguments),
                environment: Self.environment(program),
                workingDirectory: FilePath(program.folder),
                platformOptions: options,
                input: .array(program.input),
                output: .bytes(limit: program.outputLimit),
                error: .bytes(limit: program.outputLimit)
            ) { execution in
                group.withLock { $0 = execution.processIdentifier.value }
            }
            try Task.checkCancellation()
            return ProgramResult(
                exitCode: Self.exitCode(result.terminationStatus),
                output: result.standardOutput,
                errors: result.standardError
            )
        } catch {
            // Its own children that did not listen, though it did itself.
            if let group = group.withLock({ $0 }) { kill(-group, SIGKILL) }
            throw Self.failure(error)
        }
    }

    /// A program's variables. They are read up to their zero byte, and without one whatever lies behind them in memory
    /// would become a part of them.
    static func environment(_ program: ProgramLaunch) -> Environment {
        .custom(program.environment.map { Array("\($0.key)=\($0.value)\0".utf8) })
    }

    static func exitCode(_ status: TerminationStatus) -> Int {
        switch status {
        case .exited(let code): Int(code)
        case .signaled(let signal): 128 + Int(signal)
        }
    }

    static func failure(_ error: any Error) -> any Error {
        // A program that was ended because the task was cancelled looks like any that failed.
        if Task.isCancelled { return CancellationError() }
        guard let error = error as? SubprocessError else { return error }
        switch error.code {
        case .outputLimitExceeded: return ProgramFailure.tooMuchOutput
        case .failedToChangeWorkingDirectory: return ProgramFailure.notStarted(reason: "there is no such folder")
        default: return ProgramFailure.notStarted(reason: error.underlyingError?.description ?? "the system refuses it")
        }
    }
}
