import AutomationCore
import CloudPasswords
import StandardPlugins

extension World {
    /// The machine's own clock, randomness, programs and threads, with this way to the network.
    static func machine(
        _ transport: HTTPClientTransport,
        files: FileRoot,
        environment: [String: String],
        speed: Double
    ) -> World {
        World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: transport,
            executor: globalConcurrentExecutor,
            files: files,
            processes: SystemProcesses(environment: environment),
            speed: speed
        )
    }
}
