import AutomationCore
import Foundation
import PluginHost
import StandardPlugins
import TestSupport

/// The world of this machine, with plugins out of the fixtures.
struct RealSetting: Sendable {
    let events = RecordedEvents()
    let world: World

    /// Where Python is; nil when this machine has none.
    static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The fixtures' folder.
    static let fixtures = Bundle.module.bundlePath + "/Fixtures"

    init() {
        // As the cloud's are in the environment of those who use it.
        let planted = ["HW_SECRET_KEY": "planted", "TMPDIR": "/tmp"]
        let variables = ProcessInfo.processInfo.environment.merging(planted) { $1 }
        world = World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: Unconnected(),
            executor: globalConcurrentExecutor,
            files: FileRoot("/"),
            processes: SystemProcesses(environment: variables, grace: .milliseconds(300))
        )
    }

    /// Runs `body` with a plugin that misbehaves in this way, or not at all.
    func run<Result: Sendable>(
        _ mode: String,
        _ body: (PluginUnderTest) async throws -> Result
    ) async throws -> Result {
        let command = ProcessPluginCommand(
            name: "unruly",
            path: Self.python ?? "",
            arguments: ["unruly.py", mode],
            folder: Self.fixtures
        )
        return try await run(PluginHost.ProcessPlugin.load(command, world: world, events: events), body)
    }

    /// Runs `body` with a plugin, and cleans up after it.
    func run<Result: Sendable>(
        _ plugin: PluginHost.ProcessPlugin,
        options: [String: Value] = [:],
        _ body: (PluginUnderTest) async throws -> Result
    ) async throws -> Result {
        try await ActivePlugins.with(
            [PluginLaunch(plugin, options: options, grants: Grants(allowsSecrets: true))],
            run: RunContext(world: world, events: events)
        ) { active in
            guard let member = active.members.first else { throw Crash() }
            return try await body(PluginUnderTest(service: member.service, world: world, events: events))
        }
    }

    /// Whether a process with this id is there, as one that runs or as a zombie.
    static func isThere(_ id: Int) -> Bool {
        FileManager.default.fileExists(atPath: "/proc/\(id)")
    }

    /// Whether a process with this id is there and no zombie.
    static func runs(_ id: Int) -> Bool {
        guard let state = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return false }
        return !state.contains(") Z ")
    }
}

private struct Unconnected: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse {
        throw TransportError(.invalidAddress)
    }
}
