import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct PathGrantTests {
    private let folder: TemporaryFolder
    private let call: PluginCalls

    init() throws {
        let setting = try SimulatedSetting()
        folder = setting.folder
        for name in ["in", "in/deep", "out", "reports"] {
            try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
        }
        for (name, text) in [("in/a.txt", "a"), ("in/deep/b.txt", "b"), ("out/c.txt", "hunter2"), ("inner.txt", "no")] {
            _ = try folder.write(name, text)
        }
        var call = PluginCalls(setting)
        call.grants = Grants(paths: [
            .init(try RealPath.resolve(folder.path + "/in"), isWritable: false),
            .init(try RealPath.resolve(folder.path + "/reports"), isWritable: true),
        ])
        self.call = call
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: target)
    }

    private func error(_ name: String, _ path: String) async throws -> AutomationError {
        name == "write" || name == "append"
            ? try await call.failure(of: "fs.\(name)", .string(path), .string("x"))
            : try await call.failure(of: "fs.\(name)", .string(path))
    }

    @Test func `what is granted is read, by any path that leads to it`() async throws {
        try link("way", to: "in")
        try link("in/here", to: "deep/b.txt")
        for (path, text) in [
            ("in/a.txt", "a"), ("./in/../in/a.txt", "a"), ("out/../in/a.txt", "a"), (folder.path + "/in/a.txt", "a"),
            ("way/a.txt", "a"), ("in//deep/b.txt", "b"), ("in/here", "b"), ("way/deep/../here", "b"),
        ] {
            #expect(try await call("fs.read", .string(path)).shown == "\"\(text)\"", "\(path)")
        }
    }

    @Test(arguments: [
        "out/c.txt", "in/../out/c.txt", "inner.txt", "/etc/passwd", "in/../../../../../../../etc/passwd", ".", "..",
        "in/missing/../../out/c.txt", "missing.txt", "in-not",
    ])
    func `what is not granted is refused, with the flag that would allow it`(path: String) async throws {
        for name in ["read", "list", "exists"] {
            let error = try await error(name, path)
            #expect(error.kind == .permission)
            #expect(error.message.hasPrefix("reading \(path) is not allowed"), "\(error.message)")
            #expect(error.hint?.hasPrefix("the operator allows it with --allow-path ") == true)
            #expect(error.hint?.contains(":ro") == true)
        }
        for name in ["write", "append", "make_folder", "remove"] {
            let error = try await error(name, path)
            #expect(error.kind == .permission)
            #expect(error.message.hasPrefix("writing \(path) is not allowed"), "\(error.message)")
            #expect(error.hint?.contains(":ro") == false)
        }
        #expect(try String(contentsOfFile: folder.path + "/out/c.txt", encoding: .utf8) == "hunter2")
    }

    @Test func `a link that leads out is refused, wherever it stands`() async throws {
        try link("in/file", to: "../out/c.txt")
        try link("in/folder", to: "../out")
        try link("in/absolute", to: folder.path + "/out")
        try link("in/chain", to: "folder")
        try link("reports/new", to: "../out/new.txt")
        try link("reports/gone", to: folder.path + "/nowhere/new.txt")
        for path in ["in/file", "in/folder/c.txt", "in/absolute/c.txt", "in/chain/c.txt", "in/deep/../folder/c.txt"] {
            let error = try await error("read", path)
            #expect(error.kind == .permission, "\(path)")
            #expect(error.message.contains("out/c.txt"), "\(error.message)")
        }
        for path in ["reports/new", "reports/gone"] {
            for name in ["write", "append", "make_folder"] {
                #expect(try await error(name, path).kind == .permission, "\(name) \(path)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out/new.txt"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/nowhere"))
    }

    @Test func `a ring of links is refused`() async throws {
        try link("in/one", to: "two")
        try link("in/two", to: "one")
        #expect(try await error("read", "in/one").message.contains("too many links"))
    }

    @Test func `what may only be read is not written`() async throws {
        let error = try await error("write", "in/a.txt")
        #expect(error.message == "writing in/a.txt is not allowed, only reading it is")
        #expect(try await self.error("remove", "in/a.txt").kind == .permission)
        #expect(try String(contentsOfFile: folder.path + "/in/a.txt", encoding: .utf8) == "a")
    }

    @Test func `a path with a zero byte is no path`() async throws {
        for name in ["read", "write", "remove", "exists"] {
            let error = try await error(name, "in/a.txt\0/../../out")
            #expect(error.kind == .argument)
            #expect(error.message == "the path has a zero byte in it")
        }
        #expect(try await error("read", "").message == "the path is empty")
    }

    @Test func `without grants there are no files`() async throws {
        var call = call
        call.grants = Grants()
        #expect(try await call.failure(of: "fs.read", .string("in/a.txt")).kind == .permission)
    }

    @Test func `a file can be granted alone`() async throws {
        var call = call
        call.grants = Grants(paths: [.init(try RealPath.resolve(folder.path + "/in/a.txt"), isWritable: true)])
        #expect(try await call("fs.read", .string("in/a.txt")).shown == "\"a\"")
        #expect(try await call.failure(of: "fs.read", .string("in/a.txt.bak")).kind == .permission)
        #expect(try await call.failure(of: "fs.read", .string("in")).kind == .permission)
    }
}
