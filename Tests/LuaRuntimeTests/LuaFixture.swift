import AutomationCore
import CloudSimulator
import Foundation
import LuaRuntime
import Synchronization

/// Runs Lua text in a state of its own, on the simulated clock.
struct LuaFixture {
    let simulation = SimulatedWorld(seed: 1)
    var configuration = LuaConfiguration()

    /// Runs `source` and returns what it returned.
    func run(_ source: String) throws -> [LuaValue] {
        let configuration = configuration
        return try simulation.run {
            let state = try LuaState(configuration)
            return try await state.call(try await state.load(source, name: "test.lua"))
        }
    }

    /// Runs `source`, which must raise, and returns the error.
    func failure(_ source: String) throws -> LuaError {
        do {
            _ = try run(source)
        } catch let error as LuaError {
            return error
        }
        throw MissingError()
    }

    struct MissingError: Error {}

    /// A module `host` with one function of each kind.
    static func withHost() -> LuaFixture {
        var fixture = LuaFixture()
        let clock = fixture.simulation.clock
        fixture.configuration.modules = [
            LuaModule(
                name: "host",
                functions: [
                    LuaHostFunction("echo", .immediate { arguments in .list(arguments.values()) }),
                    LuaHostFunction("fail", .immediate { _ in throw HostFailure(message: "it broke") }),
                    LuaHostFunction(
                        "sleep",
                        .suspending { arguments in
                            guard case .integer(let seconds) = arguments.first else { return .none }
                            try await clock.sleep(for: .seconds(seconds))
                            return .integer(seconds)
                        }
                    ),
                    LuaHostFunction("fail_later", .suspending { _ in throw HostFailure(message: "it broke later") }),
                ]
            )
        ]
        return fixture
    }
}

/// Simple values as one line of text.
func described(_ values: [LuaValue]) -> String {
    values.map { value in
        switch value {
        case .none: "nil"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): "\"\(text)\""
        default: "\(value)"
        }
    }.joined(separator: " ")
}

struct HostFailure: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}

/// Counts how many objects of a test are alive.
final class LifeCounter: Sendable {
    private let count = Mutex(0)
    var alive: Int { count.withLock { $0 } }

    final class Object: Sendable {
        private let counter: LifeCounter
        init(_ counter: LifeCounter) {
            self.counter = counter
            counter.count.withLock { $0 += 1 }
        }
        deinit { counter.count.withLock { $0 -= 1 } }
    }
}

/// The largest number that was recorded.
final class Peak: Sendable {
    private let number = Mutex(0)
    var value: Int { number.withLock { $0 } }
    func record(_ candidate: Int) { number.withLock { $0 = max($0, candidate) } }
}
