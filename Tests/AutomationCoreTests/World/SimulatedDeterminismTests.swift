import AutomationCore
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct SimulatedDeterminismTests {
    /// Thirty tasks that draw how long they sleep, five times each.
    private static func order(seed: UInt64) throws -> [String] {
        let simulation = SimulatedWorld(seed: seed)
        let world = simulation.world(transport: DeafTransport(), files: FileRoot("/nowhere"))
        let events = RecordedEvents()
        try simulation.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<30 {
                    group.addTask {
                        var generator = WorldRandomNumberGenerator(world.randomness)
                        for step in 0..<5 {
                            try await world.clock.sleep(for: .milliseconds(Int.random(in: 0..<50, using: &generator)))
                            events.receive(.log(.debug, "\(number).\(step) at \(world.clock.now.offset)", server: nil))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return events.logLines
    }

    @Test func `the same seed gives the same order of events, another seed another`() throws {
        let first = try Self.order(seed: 5)
        #expect(first.count == 150)
        #expect(try Self.order(seed: 5) == first)
        #expect(try Self.order(seed: 6) != first)
    }

    @Test func `the calendar goes on as far as the clock jumps`() throws {
        let start = Date(timeIntervalSince1970: 1_000_000)
        let simulation = SimulatedWorld(seed: 1, start: start)
        try simulation.run { try await simulation.clock.sleep(for: .seconds(600)) }
        #expect(simulation.clock.wallTime == start.addingTimeInterval(600))
        #expect(simulation.clock.now == MonotonicInstant(offset: .seconds(600)))
    }

    @Test func `a sleep that is over before it begins takes no time`() throws {
        let simulation = SimulatedWorld(seed: 1)
        try simulation.run {
            try await simulation.clock.sleep(for: .seconds(-5))
            try await simulation.clock.sleep(until: MonotonicInstant(offset: .zero))
        }
        #expect(simulation.clock.now.offset == .zero)
    }

    @Test func `a cloud that runs sixty times faster than life has sixty times the time`() throws {
        let simulation = SimulatedWorld(seed: 1)
        var world = simulation.world(transport: DeafTransport(), files: FileRoot("/nowhere"))
        world.speed = 60
        let clock = world.cloudClock
        let launch = simulation.clock.wallTime
        try simulation.run { try await clock.sleep(until: clock.now.advanced(by: .seconds(600))) }
        #expect(simulation.clock.now.offset == .seconds(10))
        #expect(clock.now.offset == .seconds(600))
        #expect(clock.age(of: launch) == .seconds(600))
        #expect(clock.age(of: launch.addingTimeInterval(20)) == .seconds(-600))
    }

    @Test func `relative paths start at the world's folder`() {
        #expect(FileRoot("/srv/run").resolve("vault/a") == "/srv/run/vault/a")
        #expect(FileRoot("/srv/run/").resolve("a") == "/srv/run/a")
        #expect(FileRoot("/srv/run").resolve("/etc/key.pem") == "/etc/key.pem")
    }
}
