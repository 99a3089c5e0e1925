/// Everything that is not a pure function of its arguments: time, randomness, the network, where tasks run, where
/// files live, what starts programs.
///
/// There is a real world, made by the executable, and a simulated one, in which the same code runs on a clock that
/// jumps, a seeded generator and a cloud in memory: same seed, same run.
public struct World: Sendable {
    /// Time, for everything that does not wait for the cloud.
    public var clock: any WorldClock
    /// Randomness, for passwords and for the jitter of retries.
    public var randomness: any RandomSource
    /// The network.
    public var transport: any Transport
    /// Where tasks run. An unstructured task must be given it; structured ones inherit it.
    public var executor: any TaskExecutor
    /// Where relative paths start.
    public var files: FileRoot
    /// What starts other programs; nil where none are started.
    public var processes: (any ProcessLauncher)?
    /// Whether the same seed must give the same run, whatever the machine: then nothing is decided by measured time.
    public var isRepeatable = false
    /// How many times faster than life the cloud runs: 1, but for a sped-up simulator.
    public var speed: Double

    /// Puts a world together.
    public init(
        clock: any WorldClock,
        randomness: any RandomSource,
        transport: any Transport,
        executor: any TaskExecutor,
        files: FileRoot,
        processes: (any ProcessLauncher)? = nil,
        speed: Double = 1
    ) {
        self.clock = clock
        self.randomness = randomness
        self.transport = transport
        self.executor = executor
        self.files = files
        self.processes = processes
        self.speed = speed
    }

    /// The clock for waits that the cloud decides about.
    public var cloudClock: CloudClock {
        CloudClock(base: clock, speed: speed)
    }

    /// Runs `body` to its end even when the calling task is cancelled meanwhile, and only then returns.
    ///
    /// For the stretch between "the new password is stored" and "the cloud has answered", which must not be torn.
    public func finishing<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await Task(executorPreference: executor) { try await body() }.value
    }
}
