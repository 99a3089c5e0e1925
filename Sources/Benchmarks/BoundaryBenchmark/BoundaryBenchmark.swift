import AutomationCore
import Foundation
import LuaRuntime

/// What crossing between Lua and Swift costs.
///
/// Every figure is a ratio to something plain measured in the same run, or a size, because absolute times say more of
/// the machine than of the code.
@main
struct BoundaryBenchmark {
    static let clock = SystemClock()

    static func main() async throws {
        try await calls()
        try await waits()
    }

    // MARK: - Calls that answer at once

    /// Nanoseconds per call, the empty loop subtracted, the best of several rounds.
    static func calls() async throws {
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
                ]
            )
        ]
        let state = try LuaState(configuration)
        let rounds = 7
        let count = 2_000_000
        func best(_ body: String) async throws -> Double {
            let source = """
                local plain, less, echo = math.ult, require("host").less, require("host").echo
                for i = 1, \(count) do \(body) end
                """
            let function = try await state.load(source, name: "benchmark.lua")
            var shortest = Duration.seconds(3600)
            for _ in 0..<rounds {
                let start = clock.now
                _ = try await state.call(function)
                shortest = min(shortest, start.duration(to: clock.now))
            }
            return shortest / .nanoseconds(1) / Double(count)
        }
        let empty = try await best("")
        let plain = try await best("plain(i, 7)") - empty
        let host = try await best("less(i, 7)") - empty
        let text = try await best("echo('some text')") - empty
        report("plain C function (math.ult)", plain, "ns per call")
        report("host function, two integers", host, "ns per call, \(ratio(host, plain)) times the plain C function")
        report("host function, text both ways", text, "ns per call, \(ratio(text, plain)) times the plain C function")
    }

    // MARK: - Calls that wait

    static func waits() async throws {
        for count in [10_000, 100_000] {
            let gate = Gate()
            var configuration = LuaConfiguration()
            configuration.modules = [
                LuaModule(name: "host", functions: [LuaHostFunction("wait", .suspending { _ in await gate.wait() })])
            ]
            let state = try LuaState(configuration)
            let function = try await state.load("require('host').wait()", name: "wait.lua")
            let before = residentBytes()
            let luaBefore = await state.memoryUsed
            let start = clock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<count { group.addTask { _ = try await state.call(function) } }
                while await gate.waiting < count { await Task.yield() }
                let resident = Double(residentBytes() - before) / Double(count)
                let lua = Double(await state.memoryUsed - luaBefore) / Double(count)
                report("\(count) coroutines waiting at once", resident, "bytes each, of which \(Int(lua)) in Lua")
                await gate.open()
                try await group.waitForAll()
            }
            let each = start.duration(to: clock.now) / .nanoseconds(1) / Double(count)
            report("  started, suspended, resumed, ended", each, "ns each")
        }
    }

    /// The bytes of memory that the process holds.
    static func residentBytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    static func ratio(_ left: Double, _ right: Double) -> String {
        "\((left / right * 100).rounded() / 100)"
    }

    static func report(_ what: String, _ figure: Double, _ unit: String) {
        let name = what + String(repeating: " ", count: max(0, 40 - what.count))
        print("\(name) \((figure * 10).rounded() / 10) \(unit)")
    }
}

/// Holds everybody who waits until it is opened.
actor Gate {
    private var waiters: [CheckedContinuation<Void, Never>] = []

    var waiting: Int { waiters.count }

    func wait() async -> LuaValue {
        await withCheckedContinuation { waiters.append($0) }
        return .none
    }

    func open() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
