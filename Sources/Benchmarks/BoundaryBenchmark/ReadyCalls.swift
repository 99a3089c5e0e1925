import AutomationCore
import LuaRuntime

/// Calls that answer at once: some are over before Lua gets to wait, some are asynchronous and find nothing to wait for.
enum ReadyCalls {
    private static let rounds = 7
    private static let count = 1_000_000

    static func measure() async throws {
        var configuration = LuaConfiguration()
        configuration.modules = [
            LuaModule(
                name: "host",
                functions: [
                    LuaHostFunction(
                        "less",
                        .immediate { arguments in
                            .boolean((arguments.integer(at: 0) ?? 0) < (arguments.integer(at: 1) ?? 0))
                        }
                    ),
                    LuaHostFunction("echo", .immediate { arguments in arguments.values().first ?? .none }),
                    LuaHostFunction("ready", .suspending { _ in .none }),
                ]
            )
        ]
        let state = try LuaState(configuration)
        func best(_ setup: String, _ body: String) async throws -> Double {
            let function = try await state.load("\(setup)\nfor i = 1, \(count) do \(body) end", name: "benchmark.lua")
            var shortest = Double.infinity
            for _ in 0..<rounds {
                let start = ProcessorTime.seconds
                _ = try await state.call(function)
                shortest = min(shortest, ProcessorTime.seconds - start)
            }
            return shortest * 1e9 / Double(count)
        }
        func plainBest(_ setup: String, _ body: String) throws -> Double {
            let program = "\(setup)\nfor i = 1, \(count) do \(body) end"
            return try (0..<rounds).map { _ in try PlainLua.run(program).seconds }.min().map {
                $0 * 1e9 / Double(count)
            } ?? 0
        }
        let empty = try await best("", "")
        let plain = try await best("local f = math.ult", "f(i, 7)") - empty
        let host = try await best("local f = require('host').less", "f(i, 7)") - empty
        let text = try await best("local f = require('host').echo", "f('some text')") - empty
        let ready = try await best("local f = require('host').ready", "f()") - empty
        let generator = "local f = coroutine.wrap(function() while true do coroutine.yield() end end)"
        let yield = try plainBest(generator, "f()") - plainBest("", "")
        let ownYield = try await best(generator, "f()") - empty
        Report.line("plain C function (math.ult)", plain, "ns per call")
        Report.line("host function, two integers", host, "ns, \(Report.ratio(host, plain)) times the plain C function")
        Report.line(
            "host function, text both ways",
            text,
            "ns, \(Report.ratio(text, plain)) times the plain C function"
        )
        Report.line("lua5.4: yield and resume", yield, "ns")
        Report.line("here: yield and resume", ownYield, "ns, \(Report.ratio(ownYield, yield)) times lua5.4's")
        Report.line(
            "asynchronous host function, ready",
            ready,
            "ns, \(Report.ratio(ready, yield)) times a yield and resume of lua5.4"
        )
    }
}
