import Foundation
import TestSupport
import Testing

/// The program of `examples/embedding`, which the build has made.
struct EmbeddingTests {
    @Test func `a program of a team's own has its plugin built in, and all the rest`() async throws {
        let folder = try TemporaryFolder()
        try CommandRun.makeVault(in: folder)
        _ = try folder.write("owner.lua", "print(require('names').owner('web-01'))")
        func run(_ arguments: String...) async throws -> CommandRun {
            let program = CommandRun.productFolder + "/embedding-example"
            return try await RunningCommand(program, arguments, environment: [:], folder: folder, input: .nullDevice)
                .ended()
        }
        let ran = try await run("run", "owner.lua", "--simulate", "1")
        #expect(ran.exitCode == 0 && ran.text.contains("web"), "\(ran.text)")
        #expect(try await run("docs", "names.owner").output.hasPrefix("names.owner(name)"))
    }

    @Test func `the example has less than 30 lines`() throws {
        let path = CommandRun.checkout + "/examples/embedding/Sources/main.swift"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines.count < 30)
    }
}
