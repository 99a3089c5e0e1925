import Foundation
import LuaRuntime
import Testing

@Suite struct PlainLuaTests {
    @Test(arguments: try PlainLua.scripts, [LuaLimits.counted(), .timed()])
    func `an ordinary script prints what lua5.4 prints, byte for byte`(script: String, limits: LuaLimits) throws {
        var fixture = LuaFixture()
        fixture.configuration.limits = limits
        let source = try String(contentsOf: PlainLua.folder.appending(path: script), encoding: .utf8)
        let printed = try fixture.output(of: source, name: script)
        expectSameLines(printed.bytes, try PlainLua.run(file: script))
    }

    @Test(arguments: try PlainLua.scripts)
    func `an ordinary script prints the same when it is called in a coroutine of a script`(script: String) throws {
        // What says whether it runs in the main program, and what shows the whole stack, is different there in Lua, too.
        guard !["coroutines.lua", "errors.lua"].contains(script) else { return }
        let source = try String(contentsOf: PlainLua.folder.appending(path: script), encoding: .utf8)
        var fixture = LuaFixture()
        fixture.configuration.findModule = { _ in LuaSource(text: source, name: script) }
        let printed = try fixture.output(of: "coroutine.wrap(function() require 'script' end)()", name: script)
        // A module gets its name and its file as arguments.
        guard script != "varargs.lua" else { return }
        expectSameLines(printed.bytes, try PlainLua.run(file: script))
    }

    /// Shows the first line that is different, and not the whole output.
    private func expectSameLines(_ ours: [UInt8], _ plain: [UInt8]) {
        guard ours != plain else { return }
        let ours = ours.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let plain = plain.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let number = zip(ours, plain).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ours.count, plain.count)
        func line(_ lines: [ArraySlice<UInt8>]) -> String {
            number < lines.count ? String(decoding: lines[number], as: UTF8.self) : "nothing"
        }
        Issue.record("line \(number + 1) is:\n\(line(ours))\ninstead of:\n\(line(plain))")
    }
}
