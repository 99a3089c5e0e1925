import AutomationCore
import CloudSimulator
import LuaRuntime
import Testing

struct LeakTests {
    private func configuration(_ counter: LifeCounter, clock: SimulatedClock) -> LuaConfiguration {
        var configuration = LuaConfiguration()
        configuration.objectTypes = [LuaObjectType(name: "thing", fieldNames: [], methods: [])]
        configuration.modules = [
            LuaModule(
                name: "host",
                functions: [
                    LuaHostFunction(
                        "fail",
                        .immediate { arguments in
                            // Objects and references of every sort are alive in this frame when it raises.
                            let object = LifeCounter.Object(counter)
                            let values = arguments.values()
                            throw HostFailure(message: withExtendedLifetime((object, values)) { "it broke" })
                        }
                    ),
                    LuaHostFunction(
                        "make",
                        .immediate { _ in
                            .object(LuaObject(typeName: "thing", text: "x", payload: LifeCounter.Object(counter)))
                        }
                    ),
                    LuaHostFunction(
                        "wait",
                        .suspending { arguments in
                            let object = LifeCounter.Object(counter)
                            defer { withExtendedLifetime((object, arguments)) {} }
                            try await clock.sleep(for: .seconds(600))
                            return .none
                        }
                    ),
                ]
            )
        ]
        return configuration
    }

    @Test func `a hundred thousand raised errors leave nothing behind`() throws {
        let counter = LifeCounter()
        let simulation = SimulatedWorld(seed: 1)
        let configuration = configuration(counter, clock: simulation.clock)
        let references = try simulation.run {
            let state = try LuaState(configuration)
            let before = await state.referenceCount
            let source = """
                local host = require "host"
                for i = 1, 100000 do
                  local ok = pcall(host.fail, function() return i end, host.make(), {i})
                  assert(not ok)
                end
                """
            _ = try await state.call(try await state.load(source, name: "raise.lua"))
            await state.collectGarbage()
            return await state.referenceCount - before
        }
        #expect(references == 0)
        #expect(counter.alive == 0)
    }

    @Test func `a hundred thousand cancelled waits leave nothing behind`() throws {
        let counter = LifeCounter()
        let simulation = SimulatedWorld(seed: 1)
        let configuration = configuration(counter, clock: simulation.clock)
        let clock = simulation.clock
        let references = try simulation.run {
            let state = try LuaState(configuration)
            let source = "local host = require 'host' host.wait(function() end, host.make())"
            let function = try await state.load(source, name: "wait.lua")
            let before = await state.referenceCount
            for round in 1...10 {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 1...10_000 { group.addTask { _ = try? await state.call(function) } }
                    group.addTask { try? await clock.sleep(for: .seconds(round)) }
                    _ = await group.next()
                    group.cancelAll()
                }
            }
            await state.collectGarbage()
            return await state.referenceCount - before
        }
        #expect(references == 0)
        #expect(counter.alive == 0)
        #expect(clock.now.offset == .seconds(55))
    }
}
