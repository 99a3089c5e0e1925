import AutomationCore
import Foundation
import RunbookEngine

/// What a call of a Lua plugin's function costs beside a call of a built-in function that waits for nothing.
///
/// Both are called by a runbook, in turn, with the same argument and the same answer; the figure is their ratio.
@main
struct PluginBenchmark {
    private static let rounds = 9
    private static let count = 100_000

    private static let source = """
        return {
          name = "bench", version = "1.0.0", contract = 1, summary = "Gives back what it gets.",
          modules = {
            bench = {
              summary = "Gives back what it gets.",
              functions = {
                echo = {
                  summary = "Gives back a number.",
                  parameters = { { name = "number", type = "integer", help = "any" } },
                  returns = { type = "integer", help = "the same" },
                  effect = "read",
                  run = function(number) return number end,
                },
                shout = {
                  summary = "Gives back a text.",
                  parameters = { { name = "text", type = "string", help = "any" } },
                  options = { times = { type = "integer", help = "how often", default = 1 } },
                  returns = { type = "string", help = "the same" },
                  effect = "read",
                  run = function(text, options) return text end,
                },
              },
            },
          },
        }
        """

    static func main() async throws {
        try await compare(source, "a Lua plugin")
        // Its calls need a place for what they may start.
        try await compare("local task = require \"task\"\n" + source, "one that can start tasks")
    }

    private static func compare(_ source: String, _ what: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plugin-bench-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try source.write(to: folder.appendingPathComponent("plugin.lua"), atomically: true, encoding: .utf8)
        let context = RunContext(world: QuietWorld.world(folder.path), events: QuietWorld.Events())
        let plugin = try await LuaPlugin.load(folder: folder.path, files: context.world.files)
        let options = try PluginOptions([:], for: plugin.manifest)
        let service = try await plugin.provision(PluginContext(options: options, run: context))
        let runner = RunbookRunner(
            plugins: [BuiltIn(modules: BuiltIn.ownModules), BuiltIn(modules: service.modules)],
            context: context,
            inputs: RunInputs()
        )
        for (name, argument) in [("echo", "i"), ("shout", "\"some text\"")] {
            var times: [String: Double] = [:]
            for _ in 0..<rounds {
                for module in ["none", "built", "bench"] {
                    let call = module == "none" ? "" : "f(\(argument))"
                    let setup = module == "none" ? "" : "local f = require('\(module)').\(name)"
                    let seconds = try await time(runner, "\(setup)\nfor i = 1, \(count) do \(call) end")
                    times[module] = min(times[module] ?? .infinity, seconds)
                }
            }
            let (none, builtIn, lua) = (times["none"] ?? 0, times["built"] ?? 0, times["bench"] ?? 0)
            let ratio = ((lua - none) / (builtIn - none) * 100).rounded() / 100
            print("\(name): built-in function that may wait \(nanoseconds(builtIn - none)) ns per call")
            print("\(name): function of \(what) \(nanoseconds(lua - none)) ns, \(ratio) times the built-in one")
        }
        await service.cleanUp()
    }

    private static func time(_ runner: RunbookRunner, _ source: String) async throws -> Double {
        let start = QuietWorld.processorTime
        let report = await runner.run(Runbook(name: "bench.lua", source: source))
        if let error = report.error { throw error }
        return QuietWorld.processorTime - start
    }

    private static func nanoseconds(_ seconds: Double) -> Int { Int(seconds * 1e9 / Double(count)) }
}
