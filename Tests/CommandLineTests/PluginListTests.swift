import Foundation
import TestSupport
import Testing

/// What is told of plugins before they are used, and that telling it runs nothing which nobody has accepted.
@Suite(.timeLimit(.minutes(2)))
struct PluginListTests {
    private struct Document: Decodable {
        struct Entry: Decodable {
            var name: String
            var version: String?
            var kind: String
            var folder: String?
            var modules: [String]
            var used: Bool
            var reason: String?
            var built_in: Bool
            var looked_at: Bool
        }
        var plugins: [Entry]
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A plugin that is a program, which leaves a file behind when it is started and says who it is.
    private func plant(in place: String = "plugins/mark", version: String = "1.0.0") throws {
        let path = "\(folder.path)/\(place)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let hello =
            #"{"jsonrpc":"2.0","id":1,"result":{"name":"mark","version":"\#(version)","contract":1,"#
            + #""summary":"Leaves a mark.","permissions":{"hosts":["mark.example"]}}}"#
        let program = "#!/bin/sh\ntouch '\(folder.path)/started'\nread line\necho '\(hello)'\nread line\n"
        try Data(program.utf8).write(to: URL(fileURLWithPath: path + "/mark.sh"))
        #expect(chmod(path + "/mark.sh", 0o755) == 0)
        try Data(#"{"command": ["mark.sh"]}"#.utf8)
            .write(to: URL(fileURLWithPath: path + "/plugin.json"))
    }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(arguments, folder: folder)
    }

    /// Whether the program was started since this was asked last.
    private func wasStarted() -> Bool {
        (try? FileManager.default.removeItem(atPath: folder.path + "/started")) != nil
    }

    @Test func `a program that nobody has accepted is not started by a list`() async throws {
        try plant()
        let list = try await latchkey("plugin", "list")
        #expect(list.exitCode == 0 && !wasStarted())
        #expect(list.output.contains("plugins/mark"))
        #expect(list.output.contains("not looked at") && list.output.contains("latchkey plugin show mark"))
        let json = try await latchkey("plugin", "list", "--json")
        #expect(!wasStarted())
        let entry = try #require(try JSONDecoder().decode(Document.self, from: Data(json.output.utf8)).plugins.first)
        #expect(!entry.looked_at && !entry.used && !entry.built_in && entry.version == nil && entry.kind == "process")
        for command in [["run", "--simulate", "none.lua"], ["docs"], ["check", "none.lua"]] {
            _ = try await CommandRun.latchkey(command, folder: folder)
            #expect(!wasStarted(), "\(command)")
        }
    }

    @Test func `a program is started to show it, which is said, and by a list once it is accepted as it is`()
        async throws
    {
        try plant()
        let shown = try await latchkey("plugin", "show", "mark")
        #expect(shown.exitCode == 0 && wasStarted(), "\(shown.text)")
        #expect(shown.errors.contains(#"plugin "mark" in "#) && shown.errors.contains("is started"))
        #expect(shown.output.contains("host mark.example") && shown.output.contains("has not been accepted"))
        #expect(try await latchkey("plugin", "grant", "mark", "--yes").exitCode == 0)
        #expect(wasStarted())
        let accepted = try await latchkey("plugin", "list")
        #expect(wasStarted() && accepted.output.contains("1.0.0") && accepted.output.contains("used"))
        try plant(version: "1.1.0")
        let changed = try await latchkey("plugin", "list")
        #expect(!wasStarted())
        #expect(changed.output.contains("not looked at") && changed.output.contains("has changed since version 1.0.0"))
    }

    @Test func `what is granted without an answer starts nothing`() async throws {
        try plant()
        #expect(try await latchkey("plugin", "grant", "mark").exitCode == 64)
        #expect(!wasStarted())
    }

    // MARK: - Built in

    private func example(_ arguments: String...) async throws -> CommandRun {
        let program = CommandRun.productFolder + "/embedding-example"
        return try await RunningCommand(program, arguments, environment: [:], folder: folder, input: .nullDevice)
            .ended()
    }

    @Test func `what a team has built in is listed and shown with the rest`() async throws {
        try plant()
        let list = try await example("plugin", "list")
        let line = try #require(list.output.split(separator: "\n").first { $0.hasPrefix("names ") })
        #expect(line.contains("swift") && line.contains("built in") && line.hasSuffix("used"))
        #expect(list.output.contains("plugins/mark"))
        let json = try await example("plugin", "list", "--json")
        let entries = try JSONDecoder().decode(Document.self, from: Data(json.output.utf8)).plugins
        let names = try #require(entries.first { $0.name == "names" })
        #expect(names.built_in && names.looked_at && names.used && names.kind == "swift" && names.folder == nil)
        #expect(names.modules == ["names"])
        let shown = try await example("plugin", "show", "names")
        #expect(shown.exitCode == 0 && shown.output.contains("WHERE:\n  built in"), "\(shown.text)")
        #expect(try await example("plugin", "show", "nams").errors.contains(#"did you mean "names"?"#))
        // Accepting it writes nothing: it has no files that could change, and asks for nothing.
        #expect(try await example("plugin", "grant", "names", "--yes").exitCode == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/latchkey.lock"))
    }

    @Test func `a folder that takes the name of what is built in is told`() async throws {
        let place = folder.path + "/plugins/names"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        _ = try folder.write("plugins/names/plugin.lua", "return {}")
        #expect(try await example("plugin", "list").output.contains("there is a plugin of this name built in"))
    }

    @Test func `what a program runs outside of its folder is told before it is accepted`() async throws {
        try plant()
        try FileManager.default.moveItem(
            atPath: folder.path + "/plugins/mark/mark.sh",
            toPath: folder.path + "/elsewhere.sh"
        )
        _ = try folder.write("plugins/mark/plugin.json", #"{"command": ["sh", "../../elsewhere.sh"]}"#)
        let show = try await latchkey("plugin", "show", "mark")
        let warning = "It runs ../../elsewhere.sh, outside of its folder: a change there is not noticed."
        #expect(show.output.contains(warning), "\(show.text)")
        let grant = try await latchkey("plugin", "grant", "mark", "--yes")
        #expect(grant.exitCode == 0 && grant.errors.contains("warning: " + warning), "\(grant.text)")
        _ = try folder.write("plugins/mark/plugin.json", #"{"command": ["sh", ".git/run.sh"]}"#)
        let hidden = try await latchkey("plugin", "show", "mark")
        #expect(hidden.exitCode != 0 && hidden.errors.contains("is where nobody looks whether the plugin has changed"))
    }

    @Test func `what a plugin offers and what a run would stop at are told`() async throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/plugins/guard",
            withIntermediateDirectories: true
        )
        _ = try folder.write(
            "plugins/guard/plugin.lua",
            """
            return { name = "guard", version = "1", contract = 1, summary = "Guards.",
              options = { site = { type = "string", help = "which site" } },
              event = function() end, before = function() end }
            """
        )
        let show = try await latchkey("plugin", "show", "guard")
        #expect(
            show.output.contains("OFFERS:\n  event sink: hears all that happens\n  hook: asked before"),
            "\(show.text)"
        )
        _ = try await latchkey("plugin", "grant", "guard", "--yes")
        let list = try await latchkey("plugin", "list")
        #expect(
            list.output.contains("refused: plugin \"guard\": option \"site\" is missing (which site)"),
            "\(list.text)"
        )
        _ = try folder.write("latchkey.yaml", "plugins:\n  guard:\n    options: { site: north }\n")
        #expect(try await latchkey("plugin", "list").output.contains("used"))
    }
}
