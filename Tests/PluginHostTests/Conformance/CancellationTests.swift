import AutomationCore
import CloudSimulator
import PluginHost
import Synchronization
import TestSupport
import Testing

/// Process plugins that answer what was cancelled after a while, in simulated time.
@Suite(.timeLimit(.minutes(1)))
struct CancellationTests {
    /// What the kit says of a plugin that works on every call of its function for `time`, whoever cancels it.
    private func result(time: Duration?, options: [String: Value] = [:]) throws -> ConformanceOutcome.Result? {
        let clock = Clock()
        let setting = PluginSetting { program in
            try await program.serve { ask, program in
                guard ask.method == "call" else { return nil }
                guard let time else { return "" }
                try await clock.sleep(for: time)
                return ask.answer("\"pong\"")
            }
        }
        clock.set(setting.world.clock)
        let conformance = PluginConformance(options: options, world: setting.world) { _ in try await setting.load() }
        return try setting.simulation.run { await conformance.run().first { $0.name == "cancellation" }?.result }
    }

    @Test(arguments: [Duration.zero, .milliseconds(500), .milliseconds(2000)])
    func `a call that ends in time after it was cancelled is a good one`(time: Duration) throws {
        #expect(try result(time: time) == .passed)
    }

    @Test(arguments: [
        (Duration.milliseconds(2_050), "2.1s"), (.seconds(3), "3s"), (.seconds(4), "4s"), (.milliseconds(4_920), "5s"),
    ])
    func `one that ends too late is told how long it took`(time: Duration, told: String) throws {
        let reason = "echo.look takes \(told) to end after it was cancelled, and may take 2s"
        #expect(try result(time: time) == .failed(reason))
    }

    @Test func `one that Latchkey gives up has failed, however soon that is`() throws {
        let given = "echo.look was cancelled and has not been answered; Latchkey has given it up after"
        #expect(try result(time: .seconds(8)) == .failed("\(given) 5s"))
        #expect(try result(time: nil) == .failed("\(given) 5s"))
        #expect(try result(time: nil, options: ["timeout": .string("1s")]) == .failed("\(given) 1s"))
    }
}

/// The world's clock, for a script that is there before the world.
private final class Clock: Sendable {
    private let clock = Mutex<(any WorldClock)?>(nil)

    func set(_ clock: any WorldClock) { self.clock.withLock { $0 = clock } }

    func sleep(for time: Duration) async throws { try await clock.withLock { $0 }?.sleep(for: time) }
}
