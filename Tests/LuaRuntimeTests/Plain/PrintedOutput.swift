import CloudSimulator
import LuaRuntime
import Synchronization

/// What a script prints, byte by byte.
final class PrintedOutput: Sendable {
    private let printed = Mutex<[UInt8]>([])

    var bytes: [UInt8] { printed.withLock { $0 } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A function that scripts print with.
    func function(_ name: String = "print", prefix: String = "") -> LuaHostFunction {
        LuaHostFunction(
            name,
            .immediate { [self] arguments in
                let line: [UInt8] =
                    switch arguments.values().first {
                    case .string(let text): Array(text.utf8)
                    case .bytes(let bytes): bytes
                    default: []
                    }
                printed.withLock { $0 += prefix.utf8 + line + [UInt8(ascii: "\n")] }
                return .none
            }
        )
    }
}

extension LuaFixture {
    /// Runs a script and returns what it has printed.
    func output(of source: String, name: String = "test.lua") throws -> PrintedOutput {
        let output = PrintedOutput()
        var configuration = configuration
        configuration.globals.append(output.function())
        // A clock that stands at the beginning of all time would look broken to ordinary programs.
        configuration.wallTime = { 1_800_000_000 }
        try simulation.run { [configuration] in
            let state = try LuaState(configuration)
            _ = try await state.call(try await state.load(source, name: name))
        }
        return output
    }
}
