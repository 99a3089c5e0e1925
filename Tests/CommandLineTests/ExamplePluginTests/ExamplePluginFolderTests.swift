import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExamplePluginFolderTests {
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/luacheck"), "luacheck is not installed"))
    func `luacheck has nothing to say of those in Lua`() async throws {
        let folder = try TemporaryFolder()
        let luacheck = try RunningCommand(
            "/usr/bin/luacheck",
            ["--no-color", "--no-config", "--std", "lua54", ExamplePlugin.path("")],
            environment: [:],
            folder: folder
        )
        let run = await luacheck.ended()
        #expect(run.exitCode == 0, "\(run.output)")
    }

    @Test(arguments: ExamplePlugin.all)
    func `a README says what a plugin is for, and the list of all names it`(name: String) throws {
        let readme = try String(contentsOfFile: ExamplePlugin.path(name) + "/README.md", encoding: .utf8)
        #expect(readme.hasPrefix("# \(name)\n"))
        #expect(readme.contains("```yaml\nplugins:\n  \(name):\n"))
        let all = try String(contentsOfFile: ExamplePlugin.path("README.md"), encoding: .utf8)
        #expect(all.contains("[\(name)](\(name))"))
    }
}
