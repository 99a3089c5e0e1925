import AutomationCore
import Foundation
import PluginHost
import TestSupport
import Testing

struct ProjectLockTests {
    private let folder: TemporaryFolder
    private let search: PluginSearch

    init() throws {
        folder = try TemporaryFolder()
        search = PluginSearch(folders: ["plugins", "shared"], files: FileRoot(folder.path))
    }

    private func write(_ path: String, _ text: String) throws {
        let file = "\(folder.path)/\(path)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }

    private func accepted() throws -> ProjectLock {
        var lock = ProjectLock()
        for found in search.all() { lock.plugins[found.name] = .init(version: "1", sha256: found.hash) }
        return try ProjectLock(lock.text)
    }

    @Test func `what was accepted is used as long as nothing in it changes`() throws {
        try write("plugins/kv/plugin.lua", "return {}")
        try write("plugins/kv/lib/client.lua", "return 1")
        let lock = try accepted()
        try lock.check(try #require(search.all().first))
        let changes: [(String, String)] = [
            ("plugin.lua", "return { }"), ("lib/client.lua", "return 2"), ("lib/more.lua", "return 3"),
        ]
        for (path, text) in changes {
            try write("plugins/kv/\(path)", text)
            let error = try #require(throws: AutomationError.self) { try lock.check(search.all()[0]) }
            #expect(error.kind == .permission)
            #expect(error.message == #"plugin "kv" has changed since version 1 was accepted"#)
            #expect(error.hint?.contains("latchkey plugin grant kv") == true)
            try write("plugins/kv/plugin.lua", "return {}")
            try write("plugins/kv/lib/client.lua", "return 1")
        }
    }

    @Test func `moving a line from one file to another is a change too`() throws {
        try write("plugins/kv/plugin.lua", "a")
        try write("plugins/kv/b", "c")
        let before = search.all()[0].hash
        try write("plugins/kv/plugin.lua", "ab")
        try write("plugins/kv/b", "")
        #expect(search.all()[0].hash != before)
    }

    @Test func `what Python compiles and git keeps is no change; another hidden file is`() throws {
        try write("plugins/kv/plugin.json", "{}")
        let before = search.all()[0].hash
        try write("plugins/kv/__pycache__/plugin.pyc", "x")
        try write("plugins/kv/.git/HEAD", "x")
        #expect(search.all()[0].hash == before)
        for name in [".lib/helper.py", "__pycache__/module.lua", "lib/.git/run"] {
            try write("plugins/kv/" + name, "x")
            #expect(search.all()[0].hash != before, "\(name)")
            try FileManager.default.removeItem(atPath: folder.path + "/plugins/kv/" + name)
        }
    }

    @Test func `a link in a plugin is refused, because nobody can tell what it leads to`() throws {
        try write("plugins/kv/plugin.lua", "return {}")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/plugins/kv/more.lua",
            withDestinationPath: "/etc/hostname"
        )
        let found = search.all()
        try write("plugins/other/plugin.lua", "return {}")
        #expect(search.all().map(\.name) == ["kv", "other"])
        var lock = ProjectLock()
        lock.plugins["kv"] = .init(version: "1", sha256: found[0].hash)
        let error = try #require(throws: AutomationError.self) { try lock.check(found[0]) }
        #expect(error.message.hasSuffix("more.lua is no ordinary file, so the plugin cannot be checked"))
    }

    @Test func `a plugin that nobody has accepted is refused`() throws {
        try write("plugins/kv/plugin.lua", "return {}")
        let error = try #require(throws: AutomationError.self) { try ProjectLock().check(search.all()[0]) }
        #expect(error.kind == .permission)
        #expect(error.message.hasSuffix("has not been accepted"))
    }

    @Test func `of two plugins with one name the project's own goes before`() throws {
        try write("plugins/kv/plugin.lua", "return {}")
        try write("shared/kv/plugin.json", "{}")
        try write("shared/other/plugin.json", "{}")
        try write("shared/no-plugin/readme", "")
        let found = search.all()
        #expect(found.map(\.name) == ["kv", "other"])
        #expect(found.map(\.kind) == [.lua, .process])
    }

    @Test func `a folder without a plugin is named`() throws {
        let error = try #require(throws: AutomationError.self) { try search.plugin(at: "nothing", isNamed: true) }
        #expect(error.message == "there is no plugin in nothing")
    }

    @Test(arguments: ["", "{", #"{"version": 2, "plugins": {}}"#])
    func `a damaged lock file is named, and not taken for an empty one`(text: String) throws {
        let error = try #require(throws: AutomationError.self) { try ProjectLock(text) }
        #expect(error.message == "latchkey.lock is damaged, or of a later version")
    }
}
