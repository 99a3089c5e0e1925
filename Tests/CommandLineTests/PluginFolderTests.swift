import AutomationCore
import Foundation
import PluginHost
import TestSupport
import Testing

@testable import LatchkeyCommandLine

/// Where plugins are found without anybody saying where, and which of two with one name it is.
@Suite(.timeLimit(.minutes(2)))
struct PluginFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func plant(_ place: String, version: String) throws {
        let path = "\(folder.path)/\(place)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let name = (place as NSString).lastPathComponent
        try Data(
            #"return { name = "\#(name)", version = "\#(version)", contract = 1, summary = "From \#(version)." }"#.utf8
        ).write(to: URL(fileURLWithPath: path + "/plugin.lua"))
    }

    @Test func `the project's folder goes before the user's, and that before the system's`() {
        let system = ["/usr/local/lib/latchkey/plugins", "/usr/lib/latchkey/plugins"]
        #expect(
            Project.pluginFolders(["HOME": "/home/ann"])
                == ["plugins", "/home/ann/.local/share/latchkey/plugins"] + system
        )
        #expect(
            Project.pluginFolders(["HOME": "/home/ann", "XDG_DATA_HOME": "/data"])
                == ["plugins", "/data/latchkey/plugins"] + system
        )
        // A relative path in the variable is to be ignored.
        #expect(
            Project.pluginFolders(["HOME": "/home/ann", "XDG_DATA_HOME": "data"])[1]
                == "/home/ann/.local/share/latchkey/plugins"
        )
    }

    @Test func `of plugins with one name the first folder's is taken, down to the last`() throws {
        // The folders of a system below one of the test's own.
        let folders = Project.pluginFolders(["HOME": "/home/ann"]).map { $0.hasPrefix("/") ? "root" + $0 : $0 }
        for (index, place) in folders.enumerated() {
            for name in folders.indices.prefix(index + 1).map({ "from-\($0)" }) {
                try plant("\(place)/\(name)", version: "\(index)")
            }
        }
        // Plugin number n is in folder n and all that come after it.
        let found = PluginSearch(folders: folders, files: FileRoot(folder.path)).all()
        #expect(found.map(\.name) == ["from-0", "from-1", "from-2", "from-3"])
        for (plugin, place) in zip(found, folders) {
            #expect(plugin.path.hasSuffix("/\(place)/\(plugin.name)"))
        }
    }

    @Test func `the user's plugins are used too, and the project's own goes before`() async throws {
        try plant(".local/share/latchkey/plugins/shared", version: "1.0.0")
        try plant("elsewhere/latchkey/plugins/shared", version: "2.0.0")
        func list(_ environment: [String: String] = [:]) async throws -> String {
            try await CommandRun.latchkey(["plugin", "list"], environment: environment, folder: folder).output
        }
        let user = try await list()
        #expect(user.contains("1.0.0") && user.contains(".local/share/latchkey/plugins/shared"))
        let elsewhere = try await list(["XDG_DATA_HOME": folder.path + "/elsewhere"])
        #expect(elsewhere.contains("2.0.0") && !elsewhere.contains("1.0.0"))
        #expect(try await CommandRun.latchkey(["plugin", "grant", "shared", "--yes"], folder: folder).exitCode == 0)
        #expect(try await list().contains("used"))
        // What was accepted is the user's; the project's takes its place and is none that anybody has accepted.
        try plant("plugins/shared", version: "3.0.0")
        let project = try await list()
        #expect(project.contains("3.0.0") && !project.contains(".local/share"))
        #expect(project.contains("has changed since version 1.0.0 was accepted"))
    }
}
