import AutomationCore
import CloudSimulator
import LuaRuntime
import Testing

/// What a call does that is cancelled after ten seconds.
@Suite struct CancelledWaitTests {
    /// What a cancelled call came to, and when.
    private struct Ending: Sendable {
        var result: String
        var seconds: Duration
        var references: Int
    }

    private func cancelled(_ source: String, limits: LuaLimits = .counted()) throws -> Ending {
        var fixture = LuaFixture.withHost()
        fixture.configuration.limits = limits
        let (clock, executor) = (fixture.simulation.clock, fixture.simulation.executor)
        return try fixture.simulation.run { [configuration = fixture.configuration] in
            let state = try LuaState(configuration)
            let before = await state.referenceCount
            let result = try await cancelled(
                "local host = require 'host' local wait = host.sleep; " + source,
                in: state
            )
            return Ending(result: result, seconds: clock.now.offset, references: await state.referenceCount - before)
        }

        @concurrent
        @Sendable func cancelled(_ source: String, in state: LuaState) async throws -> String {
            let function = try await state.load(source, name: "test.lua")
            let task = Task(executorPreference: executor) { try await described(state.call(function)) }
            try await clock.sleep(for: .seconds(10))
            task.cancel()
            do {
                return try await task.value
            } catch let error as LuaError {
                return error.message
            } catch {
                return "\(error)"
            }
        }
    }

    @Test(arguments: [
        ("wait(60)", "CancellationError()"),
        ("local ok, e = pcall(wait, 60) return ok, e.kind", #"false "cancelled""#),
        ("local ok, e = xpcall(wait, function(e) return e.kind end, 60) return ok, e", #"false "cancelled""#),
        (
            "return coroutine.wrap(function() local ok, e = pcall(wait, 60) return ok, e.kind end)()",
            #"false "cancelled""#
        ),
        ("local ok, e = coroutine.resume(coroutine.create(wait), 60) return ok, e.kind", #"false "cancelled""#),
        (
            "local ok, e = pcall(coroutine.wrap(function() coroutine.wrap(wait)(60) end)) return ok, e.kind",
            #"false "cancelled""#
        ),
    ])
    func `cancellation is an error where the call waits`(source: String, result: String) throws {
        let ending = try cancelled(source)
        #expect(ending.result == result)
        #expect(ending.seconds == .seconds(10))
        #expect(ending.references == 0)
    }

    @Test func `every later wait fails at once, wherever it is`() throws {
        let ending = try cancelled(
            """
            local kinds = {}
            local function note(f, ...) local ok, e = pcall(f, ...) kinds[#kinds + 1] = tostring(ok) .. ":" .. e.kind end
            note(wait, 60)
            note(wait, 60)
            note(coroutine.wrap(wait), 60)
            note(function() local x <close> = setmetatable({}, {__close = function(_, e) note(wait, 60) end}) wait(60) end)
            note(function() for s in wait, 60 do end end)
            return table.concat(kinds, " ")
            """
        )
        let expected = Array(repeating: "false:cancelled", count: 6).joined(separator: " ")
        #expect(ending.result == "\"\(expected)\"")
        #expect(ending.seconds == .seconds(10))
    }

    @Test func `variables are closed in order, in coroutines too, and are told why`() throws {
        let ending = try cancelled(
            """
            local order = {}
            local function guard(n) return setmetatable({}, {__close = function(_, e) order[#order + 1] = n .. "=" .. e.kind end}) end
            pcall(function()
              local a <close> = guard("a")
              coroutine.wrap(function()
                local b <close> = guard("b")
                local co = coroutine.create(function() local c <close> = guard("c") wait(60) end)
                local ok, e = coroutine.resume(co)
                local closed, same = coroutine.close(co)
                error(e)
              end)()
            end)
            return table.concat(order, " ")
            """
        )
        #expect(ending.result == #""c=cancelled b=cancelled a=cancelled""#)
    }

    @Test func `who goes on trying to wait is ended, with its variables closed`() throws {
        let ending = try cancelled(
            """
            local x <close> = setmetatable({}, {__close = function() rawset(_G, "was_closed", true) end})
            coroutine.wrap(function() while true do pcall(coroutine.wrap(wait), 60) end end)()
            """
        )
        #expect(ending.result == "CancellationError()")
        #expect(ending.seconds == .seconds(10))
        #expect(ending.references == 0)
    }

    @Test(arguments: [
        ("while true do end", "the run was cancelled"),
        ("coroutine.wrap(function() while true do end end)()", "the run was cancelled"),
        ("while true do pcall(function() while true do end end) end", nil),
        ("table.sort({3, 2, 1}, function() while true do end end)", nil),
        ("local x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end", nil),
    ])
    func `who goes on computing after the cancellation is told so, and ended`(loop: String, error: String?) throws {
        let ending = try cancelled("pcall(wait, 60) " + loop, limits: .timed(stretch: .milliseconds(50)))
        let stopped = "test.lua:1: the script has computed for too long without waiting for anything"
        #expect(ending.result == error ?? stopped)
        #expect(ending.references == 0)
    }
}
