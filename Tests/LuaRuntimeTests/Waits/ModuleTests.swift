import AutomationCore
import CloudSimulator
import LuaRuntime
import Synchronization
import Testing

@Suite struct ModuleTests {
    private static let modules = [
        "slow":
            "local host = require 'host' local t = {waited = host.sleep(30)} loads = (rawget(_G, 'loads') or 0) + 1 return t",
        "outer": "local slow = require 'slow' return {inner = slow, waited = slow.waited + require('host').sleep(5)}",
        "failing": "require('host').sleep(30) loads = (rawget(_G, 'loads') or 0) + 1 error('not today', 0)",
        "first": "return require 'second'", "second": "return require 'third'", "third": "return require 'first'",
        "itself": "return require 'itself'",
        "broken": "return = 1",
        "nothing": "return nil", "no": "return false",
        "told": "return table.pack(...)",
        "sorted": "local t = {3, 1, 2} table.sort(t, function(a, b) return a < b end) return t",
    ]

    private func fixture() -> LuaFixture {
        var fixture = LuaFixture.withHost()
        fixture.configuration.findModule = { name in
            if name == "unreadable" { throw HostFailure(message: "unreadable.lua cannot be read") }
            return Self.modules[name].map { LuaSource(text: $0, name: "modules/\(name).lua") }
        }
        return fixture
    }

    @Test func `a module waits at its top level, and is loaded once`() throws {
        let fixture = fixture()
        let values = try fixture.run(
            """
            local a, file = require "outer"
            local b = require "outer"
            return rawequal(a, b), rawequal(a.inner, require "slow"), a.waited, file, select("#", require "outer"), loads
            """
        )
        #expect(described(values) == #"true true 35 "modules/outer.lua" 1 1"#)
        #expect(fixture.simulation.clock.now.offset == .seconds(35))
    }

    @Test func `a module waits in pcall, in coroutines and in a loop that requires`() throws {
        let fixture = fixture()
        let values = try fixture.run(
            """
            local ok, slow = pcall(require, "slow")
            local outer = coroutine.wrap(function() return coroutine.wrap(require)("outer") end)()
            return ok, slow.waited, outer.waited
            """
        )
        #expect(described(values) == "true 30 35")
        #expect(fixture.simulation.clock.now.offset == .seconds(35))
    }

    @Test func `several calls that require the same module at once get the same one, loaded once`() throws {
        let fixture = fixture()
        let clock = fixture.simulation.clock
        let values = try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let function = try await state.load(
                "local m = require 'outer' all = rawget(_G, 'all') or {} all[#all + 1] = m return #all",
                name: "test.lua"
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                for delay in 0..<10 {
                    group.addTask {
                        try await clock.sleep(for: .seconds(delay))
                        _ = try await state.call(function)
                    }
                }
                try await group.waitForAll()
            }
            let check = try await state.load(
                "local same = #all == 10 for _, m in ipairs(all) do same = same and m == all[1] end return same, loads",
                name: "check.lua"
            )
            return try await state.call(check)
        }
        #expect(described(values) == "true 1")
        #expect(clock.now.offset == .seconds(35))
    }

    @Test func `a module that fails fails for everybody who waits for it, each trying in turn`() throws {
        let fixture = fixture()
        let clock = fixture.simulation.clock
        let values = try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let function = try await state.load("return select(2, pcall(require, 'failing')), loads", name: "test.lua")
            return try await withThrowingTaskGroup(of: [LuaValue].self) { group in
                for _ in 0..<3 { group.addTask { try await state.call(function) } }
                var all: [LuaValue] = []
                for try await values in group { all += values }
                return all
            }
        }
        #expect(described(values) == #""not today" 1 "not today" 2 "not today" 3"#)
        #expect(clock.now.offset == .seconds(90))
    }

    @Test func `when who loads a module is cancelled, another one loads it`() throws {
        let fixture = fixture()
        let (clock, executor) = (fixture.simulation.clock, fixture.simulation.executor)
        let values = try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let function = try await state.load("return require('slow').waited", name: "test.lua")
            let first = Task(executorPreference: executor) { try await state.call(function) }
            try await clock.sleep(for: .seconds(5))
            let second = Task(executorPreference: executor) { try await state.call(function) }
            let third = Task(executorPreference: executor) { try await state.call(function) }
            try await clock.sleep(for: .seconds(5))
            third.cancel()
            first.cancel()
            let hasFailed = await [first.result, third.result].map { if case .failure = $0 { true } else { false } }
            return try await second.value + hasFailed.map { .boolean($0) }
        }
        #expect(described(values) == "30 true true")
        #expect(clock.now.offset == .seconds(40))
    }

    @Test(arguments: [
        ("first", #"the module "first" requires itself, directly or through another module"#),
        ("itself", #"the module "itself" requires itself, directly or through another module"#),
        ("broken", "modules/broken.lua:1: unexpected symbol near '='"),
        ("unreadable", "unreadable.lua cannot be read"),
        ("absent", "unknown name 'absent'"),
    ])
    func `a module that cannot be loaded says why, again and again`(name: String, message: String) throws {
        let values = try fixture().run(
            "local _, e = pcall(require, '\(name)') local _, again = pcall(require, '\(name)') return e, e == again"
        )
        #expect(values.first?.text?.hasSuffix(message) == true)
        #expect(described(Array(values.dropFirst())) == "true")
    }

    @Test func `what a module returns, and what it is told, is as in plain Lua`() throws {
        let values = try fixture().run(
            "local told = require 'told' return require('nothing'), require('nothing'), require('no'), told.n, told[1], told[2]"
        )
        #expect(described(values) == #"true true false 2 "told" "modules/told.lua""#)
    }

    @Test func `two calls whose modules require each other do not wait for ever`() throws {
        var fixture = LuaFixture.withHost()
        let others = ["left": "right", "right": "left"]
        fixture.configuration.findModule = { name in
            others[name].map {
                LuaSource(text: "require('host').sleep(1) return require '\($0)'", name: name + ".lua")
            }
        }
        let results = try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let function = try await state.load("return select(2, pcall(require, ...))", name: "test.lua")
            async let left = state.call(function, [.string("left")])
            async let right = state.call(function, [.string("right")])
            return try await left + right
        }
        let circle = "requires itself, directly or through another module"
        #expect(results.count == 2)
        #expect(results.allSatisfy { $0.text?.hasSuffix(circle) == true })
    }
}
