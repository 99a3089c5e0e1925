import Foundation
import TestSupport
import Testing

/// `latchkey types`, its files judged by the programs that read them.
@Suite(.timeLimit(.minutes(2)))
struct TypesCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func types(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(["types"] + arguments, folder: folder)
    }

    /// Runs a program of the system in the project's folder.
    private func run(_ program: String, _ arguments: [String]) async throws -> CommandRun {
        try await RunningCommand("/usr/bin/\(program)", arguments, environment: [:], folder: folder).ended()
    }

    private func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
    }

    private func read(_ path: String) throws -> String {
        try String(contentsOfFile: folder.path + "/" + path, encoding: .utf8)
    }

    @Test func `without --write everything is shown and nothing written`() async throws {
        let run = try await types()
        #expect(run.exitCode == 0)
        #expect(run.output.contains("==> .luarc.json <=="))
        #expect(run.output.contains("==> .latchkey/types/password.lua <=="))
        #expect(run.output.contains("function password.wait(server, options) end"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
                $0.hasPrefix("output-") || $0.hasPrefix("errors-")
            }
        )
    }

    @Test func `lua loads the meta files, luacheck finds nothing in them, and JSON is JSON`() async throws {
        let run = try await types("--write")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.contains("wrote .latchkey/types/password.lua\n"))
        let files = try names(".latchkey/types").map { ".latchkey/types/\($0)" }
        #expect(files.count > 8)
        for file in files {
            let loaded = try await self.run("lua5.4", [file])
            #expect(loaded.exitCode == 0, "\(loaded.text)")
        }
        let withOurs = try await self.run("luacheck", files + [".luacheckrc"])
        #expect(withOurs.exitCode == 0, "\(withOurs.text)")
        let alone = try await self.run("luacheck", ["--no-config", "--std", "lua54"] + files)
        #expect(alone.exitCode == 0, "\(alone.text)")
        let settings = try JSONSerialization.jsonObject(with: Data(try read(".luarc.json").utf8)) as? [String: Any]
        #expect(settings?["runtime.version"] as? String == "Lua 5.4")
    }

    @Test func `every example passes luacheck with what was written, and a misuse does not`() async throws {
        _ = try await types("--write")
        let examples = try FileManager.default.contentsOfDirectory(atPath: CommandRun.checkout + "/examples/runbooks")
        for name in examples where name.hasSuffix(".lua") {
            let text = try String(contentsOfFile: CommandRun.checkout + "/examples/runbooks/" + name, encoding: .utf8)
            _ = try folder.write(name, text)
            let checked = try await run("luacheck", [name])
            #expect(checked.exitCode == 0, "\(checked.text)")
        }
        _ = try folder.write("misuse.lua", "print(io, os.execute, runbook.input, os.time(), debug.traceback())\n")
        let misuse = try await run("luacheck", ["--no-color", "misuse.lua"])
        for text in [
            "variable 'io'", "field 'execute' of global 'os'", "field 'input' of global 'runbook'", "3 warnings",
        ] {
            #expect(misuse.output.contains(text), "\(misuse.output)")
        }
    }

    @Test func `writing again changes nothing, and what a release left behind goes`() async throws {
        _ = try await types("--write")
        let old = try read(".latchkey/types/log.lua")
        _ = try folder.write(".latchkey/types/gone.lua", old)
        _ = try folder.write(".latchkey/types/mine.lua", "---@meta mine\n")
        #expect(try await types("--write").output == "removed .latchkey/types/gone.lua\n")
        #expect(try await types("--write").output == "everything is as it should be already\n")
        #expect(try names(".latchkey/types").contains("mine.lua"))
    }

    @Test(arguments: [".luarc.json", ".luacheckrc"])
    func `a file of somebody else's is left alone unless --force is given`(name: String) async throws {
        _ = try folder.write(name, "mine")
        let refused = try await types("--write")
        #expect(refused.exitCode == 64)
        #expect(refused.errors.contains("\(name) is not from latchkey types, or changed since; nothing was written"))
        #expect(refused.errors.contains("--force"))
        #expect(try read(name) == "mine")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/.latchkey"))
        #expect(try await types("--write", "--force").exitCode == 0)
        #expect(try read(name) != "mine")
    }

    @Test func `--folder says where, and must be there`() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/books", withIntermediateDirectories: false)
        let run = try await types("--write", "--folder", "books")
        #expect(run.output.contains("wrote books/.luarc.json\n"), "\(run.text)")
        #expect(try names("books").contains(".luacheckrc"))
        let missing = try await types("--write", "--folder", "nowhere")
        #expect(missing.exitCode == 64)
        #expect(missing.errors.contains("there is no folder nowhere"))
    }
}
