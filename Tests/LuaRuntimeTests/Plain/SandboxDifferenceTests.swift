import CloudSimulator
import Foundation
import LuaRuntime
import Testing

@Suite struct SandboxDifferenceTests {
    @Test(arguments: SandboxDifference.all)
    func `the sandbox is different from plain Lua where it is said to be, and how`(difference: SandboxDifference) throws
    {
        let plain = try PlainLua.run(difference.script).trimmingCharacters(in: .newlines)
        if let expected = difference.plain { #expect(plain == expected) }
        let sandboxed = try printed(by: difference.script)
        #expect(sandboxed == difference.sandboxed)
        #expect(plain != sandboxed, "that is no difference")
        // What lua5.4 gives in one run it does not give in the next, and the sandbox does.
        #expect(try printed(by: difference.script) == sandboxed)
    }

    @Test func `the README tells every difference with its reason`() throws {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let text = try String(contentsOf: checkout.appending(path: "README.md"), encoding: .utf8)
        for difference in SandboxDifference.all {
            #expect(text.contains("\n| \(difference.what) | \(difference.reason) |\n"))
        }
    }

    /// What the sandbox prints, or writes to the log, with the error when the script ends with one.
    private func printed(by script: String) throws -> String {
        var fixture = LuaFixture()
        fixture.configuration.limits = .counted(instructions: 1_000_000)
        fixture.configuration.memoryLimit = 32 << 20
        fixture.configuration.monotonicTime = { 12.5 }
        let log = PrintedOutput()
        fixture.configuration.globals = [log.function("warn", prefix: "log: ")]
        do {
            return try (fixture.output(of: script).text + log.text).trimmingCharacters(in: .newlines)
        } catch let error as LuaError {
            return error.message
        }
    }
}
