public import AutomationCore
import Synchronization

/// A launcher whose programs are functions of the test: nothing is started, and time is the world's.
public final class ScriptedPrograms: ProcessLauncher {
    /// What a program does; it returns its exit code. It is cancelled when it is killed.
    public typealias Script = @Sendable (ScriptedProgram) async throws -> Int

    public let environment: [String: String]
    private let world: World
    private let grace: Duration
    private let scripts: Mutex<[Script]>
    private let started = Mutex<[ScriptedProgram]>([])

    /// Makes a launcher; the n-th program that is started runs the n-th script, and those behind the last one that.
    public init(
        world: World,
        environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        grace: Duration = .seconds(2),
        _ scripts: [Script]
    ) {
        self.world = world
        self.environment = environment
        self.grace = grace
        self.scripts = Mutex(scripts)
    }

    /// The programs that were started, in order.
    public var programs: [ScriptedProgram] { started.withLock { $0 } }

    public func run(_ program: ProgramLaunch) async throws -> ProgramResult {
        throw ProgramFailure.notStarted(reason: "it is scripted, and only talks")
    }

    public func converse(
        with program: ProgramLaunch,
        listener: any ProgramListener,
        _ body: @escaping @Sendable (any ProgramInput) async throws -> Void
    ) async throws -> Int {
        try Task.checkCancellation()
        let script = scripts.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
        guard let script else { throw ProgramFailure.notStarted(reason: "there is no script for it") }
        let scripted = ScriptedProgram(launch: program, listener: listener)
        started.withLock { $0.append(scripted) }
        let running = Task(executorPreference: world.executor) {
            let code: Int
            do { code = try await script(scripted) } catch { code = 128 + 9 }
            scripted.end(code)
            return code
        }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(scripted)) } catch { outcome = .failure(error) }
        await end(scripted, running)
        let code = await running.value
        try outcome.get()
        return code
    }

    /// Ends a program as a real launcher does, on the world's clock.
    private func end(_ program: ScriptedProgram, _ running: Task<Int, Never>) async {
        program.closeInput()
        if await ends(program) { return }
        program.terminate()
        if await ends(program) { return }
        program.note(.killed)
        running.cancel()
    }

    private func ends(_ program: ScriptedProgram) async -> Bool {
        let deadline = world.clock.now.advanced(by: grace)
        while !program.hasEnded, world.clock.now < deadline {
            try? await world.clock.sleep(for: .milliseconds(100))
        }
        return program.hasEnded
    }
}
