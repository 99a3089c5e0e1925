import AutomationCore
import Foundation
import LuaRuntime

/// Programs that never leave Lua, here and in plain Lua, in turn.
enum ScriptWork {
    struct Difference: Error {
        var program: String
        var here: String
        var there: String
    }

    private static let rounds = 9

    static func measure() async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Programs")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var logarithms: [Double] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            let name = file.deletingPathExtension().lastPathComponent
            let source = try String(contentsOf: file, encoding: .utf8)
            var here: [Double] = []
            var there: [Double] = []
            for _ in 0..<rounds {
                let plain = try PlainLua.run(source)
                let own = try await run(source)
                guard own.result == plain.result else {
                    throw Difference(program: name, here: own.result, there: plain.result)
                }
                there.append(plain.seconds)
                here.append(own.seconds)
            }
            let ratio = (here.min() ?? 0) / (there.min() ?? 1)
            logarithms.append(log(ratio))
            Report.line("script only: \(name)", (here.min() ?? 0) * 1000, "ms, \(Report.ratio(ratio, 1)) times lua5.4")
        }
        let mean = exp(logarithms.reduce(0, +) / Double(logarithms.count))
        print("script only, geometric mean                \(Report.ratio(mean, 1)) times lua5.4")
    }

    /// As a runbook runs: with the limits that it has, in a state of its own.
    private static func run(_ source: String) async throws -> (seconds: Double, result: String) {
        let state = try LuaState(LuaConfiguration())
        let function = try await state.load("local function chunk() \(source)\nend return tostring(chunk())", name: "x")
        let start = ProcessorTime.seconds
        let values = try await state.call(function)
        let seconds = ProcessorTime.seconds - start
        guard case .string(let bytes)? = values.first else { return (seconds, "") }
        return (seconds, "\(bytes)")
    }
}
