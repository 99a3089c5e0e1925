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

    @Test func `a plugin that is built in is tried by its name, and a folder of that name by its path`() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/names", withIntermediateDirectories: true)
        _ = try folder.write(
            "names/plugin.lua",
            "return { name = 'names', version = '1', contract = 1, summary = 'x', inventory = function() return {} end }"
        )
        func test(_ plugin: String) async throws -> CommandRun {
            let program = CommandRun.productFolder + "/embedding-example"
            let arguments = ["plugin", "test", plugin]
            return try await RunningCommand(program, arguments, environment: [:], folder: folder, input: .nullDevice)
                .ended()
        }
        let named = try await test("names")
        #expect(named.exitCode == 0, "\(named.text)")
        #expect(named.output.contains("\nok      life") && named.output.contains("\nskipped inventory"))
        #expect(named.output.contains("not called: names.owner (what it needs cannot be made up: name)"))
        let found = try await test("./names")
        #expect(found.exitCode == 0, "\(found.text)")
        #expect(found.output.contains("\nok      inventory"))
        let nowhere = try await test("nams")
        #expect(nowhere.exitCode != 0)
        #expect(nowhere.errors.contains("there is no plugin in nams"))
        #expect(nowhere.errors.contains("built in: names"))
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
