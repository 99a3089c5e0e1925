import AutomationCore
import Foundation
import LuaRuntime

/// Calls that wait, many at once.
enum WaitingTasks {
    static func measure() async throws {
        for count in [10_000, 100_000] { try await measure(count) }
    }

    private static func measure(_ count: Int) async throws {
        let gate = Gate()
        var configuration = LuaConfiguration()
        configuration.modules = [
            LuaModule(name: "host", functions: [LuaHostFunction("wait", .suspending { _ in await gate.wait() })])
        ]
        let state = try LuaState(configuration)
        let function = try await state.load("require('host').wait()", name: "wait.lua")
        let before = residentBytes()
        let luaBefore = await state.memoryUsed
        let start = ProcessorTime.seconds
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { _ = try await state.call(function) } }
            while await gate.waiting < count { await Task.yield() }
            let resident = Double(residentBytes() - before) / Double(count)
            let lua = Double(await state.memoryUsed - luaBefore) / Double(count)
            Report.line("\(count) tasks waiting at once", resident, "bytes each, of which \(Int(lua)) in Lua")
            await gate.open()
            try await group.waitForAll()
        }
        let each = (ProcessorTime.seconds - start) * 1e9 / Double(count)
        Report.line("  started, suspended, resumed, ended", each, "ns each")
    }

    /// The bytes of memory that the process holds.
    private static func residentBytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
