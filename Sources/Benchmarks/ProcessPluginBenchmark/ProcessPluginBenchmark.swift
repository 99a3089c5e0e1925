import AutomationCore
import Foundation
import PluginHost
import StandardPlugins

/// What a call of a process plugin costs beside a line that goes through two pipes and back.
///
/// Both sides are written in Python, and take turns; the figure is the ratio of their medians. The plain side reads
/// and writes bytes and nothing else. `scripts/bench` keeps all of it on one processor: to which of them the two sides
/// happen to come decides more than what is measured here.
@main
struct ProcessPluginBenchmark {
    private static let rounds = 9
    private static let count = 2000
    private static let text = String(repeating: "x", count: 20)

    static func main() async throws {
        let world = QuietWorld.make()
        // Where a run's tasks are, and not on the main actor, which every call would leave and come back to.
        try await Task(executorPreference: world.executor) { try await measure(in: world) }.value
    }

    private static func measure(in world: World) async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Programs"
        let search = world.processes?.environment["PATH"] ?? ""
        let python = search.split(separator: ":").map { "\($0)/python3" }.first(
            where: FileManager.default.isExecutableFile
        )
        guard let python else { throw AutomationError(.plugin, "there is no python3") }

        let plain = try PlainEcho(path: python, arguments: [folder + "/echo.py"])
        let command = ProcessPluginCommand(name: "bench", path: python, arguments: ["plugin.py"], folder: folder)
        let plugin = try await ProcessPlugin.load(command, world: world, events: QuietEvents())
        let run = RunContext(world: world, events: QuietEvents())
        try await ActivePlugins.with([PluginLaunch(plugin)], run: run) { active in
            guard let function = active.members.first?.service.modules.first?.functions.first,
                case .suspending(let body) = function.body
            else {
                return
            }
            let call = try ArgumentChecker(function: function, qualifiedName: "bench.echo")
                .check([.string(text)], context: run)
            // As long as the request is, which is longer than its answer.
            let line = Array((String(repeating: "x", count: 132) + "\n").utf8)
            for _ in 0..<count / 4 { _ = try await body(call) }
            for _ in 0..<count / 4 { try plain.roundTrip(line) }
            var calls: [Double] = []
            var lines: [Double] = []
            var crowds: [Double] = []
            for _ in 0..<rounds {
                lines.append(try await time { for _ in 0..<count { try plain.roundTrip(line) } })
                calls.append(try await time { for _ in 0..<count { _ = try await body(call) } })
                crowds.append(try await time { try await crowd(of: 100, calling: body, call) })
            }
            report(lines: median(lines), calls: median(calls), crowds: median(crowds))
        }
        plain.end()
    }

    /// As many calls, a hundred of them at a time.
    private static func crowd(
        of size: Int,
        calling body: @escaping @Sendable (HostCall) async throws -> Value,
        _ call: HostCall
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<size {
                group.addTask { for _ in 0..<count / size { _ = try await body(call) } }
            }
            try await group.waitForAll()
        }
    }

    private static func time(_ body: () async throws -> Void) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await body()
        return start.duration(to: clock.now) / .microseconds(1) / Double(count)
    }

    private static func median(_ figures: [Double]) -> Double { figures.sorted()[figures.count / 2] }

    private static func report(lines: Double, calls: Double, crowds: Double) {
        line("a line through two pipes and back", lines, "us")
        line("a call of a process plugin", calls, "us")
        line("the same, a hundred at a time", crowds, "us")
        line("a call beside a line (aim: at most 3)", calls / lines, "times")
    }

    private static func line(_ what: String, _ figure: Double, _ unit: String) {
        let name = what + String(repeating: " ", count: max(0, 42 - what.count))
        print("\(name) \((figure * 10).rounded() / 10) \(unit)")
    }
}
