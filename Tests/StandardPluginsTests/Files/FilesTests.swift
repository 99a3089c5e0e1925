import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct FilesTests {
    private let folder: TemporaryFolder
    private let call: PluginCalls

    init() throws {
        let setting = try SimulatedSetting()
        folder = setting.folder
        var call = PluginCalls(setting)
        call.grants = Grants(paths: [.init(try RealPath.resolve(folder.path), isWritable: true)])
        self.call = call
    }

    private func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `what is written is read`() async throws {
        _ = try await call("fs.write", .string("a.txt"), .string("ä\0b"))
        #expect(try await call("fs.read", .string("a.txt")).shown == "\"ä\0b\"")
        _ = try await call("fs.write", .string("a.txt"), .bytes([0xff, 0]))
        #expect(try await call("fs.read", .string("a.txt")).shown == "[255, 0]")
        _ = try await call("fs.append", .string("a.txt"), .bytes([1]))
        _ = try await call("fs.append", .string("b.txt"), .string("new"))
        #expect(try await call("fs.read", .string("a.txt")).shown == "[255, 0, 1]")
        #expect(try await call("fs.list", .string(".")).shown == #"{"a.txt", "b.txt"}"#)
    }

    @Test func `a file keeps its mode when it is written anew`() async throws {
        _ = try folder.write("tool.sh", "")
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder.path + "/tool.sh")
        _ = try await call("fs.write", .string("tool.sh"), .string("#!/bin/sh"))
        #expect(try mode("tool.sh") == 0o750)
        _ = try await call("fs.write", .string("new.txt"), .string(""))
        #expect(try mode("new.txt") & 0o600 == 0o600)
    }

    @Test func `a link to a granted file is written through, and removed itself`() async throws {
        _ = try folder.write("real.txt", "old")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "real.txt")
        _ = try await call("fs.write", .string("link"), .string("new"))
        #expect(try await call("fs.read", .string("real.txt")).shown == "\"new\"")
        #expect(try await call("fs.remove", .string("link")).shown == "true")
        #expect(try await call("fs.exists", .string("link")).shown == "false")
        #expect(try await call("fs.exists", .string("real.txt")).shown == "true")
    }

    @Test func `folders are made, listed and removed when they are empty`() async throws {
        _ = try await call("fs.make_folder", .string("a/b/c"))
        _ = try await call("fs.make_folder", .string("a/b/c"))
        #expect(try await call("fs.list", .string("a")).shown == #"{"b"}"#)
        #expect(
            try await call.failure(of: "fs.remove", .string("a")).message == "a cannot be removed: directory not empty"
        )
        #expect(try await call("fs.remove", .string("a/b/c")).shown == "true")
        #expect(try await call("fs.remove", .string("a/b/c")).shown == "false")
        #expect(try await call("fs.list", .string("a/b")).shown == "{}")
    }

    @Test func `what cannot be done says why`() async throws {
        _ = try folder.write("file", "x")
        try FileManager.default.createDirectory(atPath: folder.path + "/dir", withIntermediateDirectories: false)
        let missing = try await call.failure(of: "fs.read", .string("nowhere"))
        #expect(missing.kind == .notFound)
        #expect(missing.message == "nowhere cannot be read: no such file or directory")
        for (name, path, message) in [
            ("fs.read", "dir", "dir cannot be read: it is no regular file"),
            ("fs.write", "dir", "dir cannot be written: it is no regular file"),
            ("fs.write", "no/such/file", "no/such/file cannot be written: creating a file failed: no such file"),
            ("fs.append", "file/x", "file/x cannot be written: not a directory"),
            ("fs.list", "file", "file cannot be listed: it is no folder"),
            ("fs.make_folder", "file", "file cannot be made: there is a file of that name"),
        ] {
            let text: Value = name == "fs.write" || name == "fs.append" ? .string("x") : .none
            let error = try await call.failure(of: name, .string(path), text)
            #expect(error.message.hasPrefix(message), "\(error.message)")
        }
        #expect(try await call.failure(of: "fs.list", .string("nowhere")).kind == .notFound)
    }

    @Test func `what is too large, or has no end, is not read`() async throws {
        let path = folder.path + "/large"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        #expect(truncate(path, 16 << 20 | 1) == 0)
        let error = try await call.failure(of: "fs.read", .string("large"))
        #expect(error.message == "large cannot be read: it has 16777217 bytes, and at most 16777216 are read")
        #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
        #expect(try await call.failure(of: "fs.read", .string("fifo")).message.contains("no regular file"))
        #expect(
            try await call.failure(of: "fs.append", .string("fifo"), .string("x")).kind == ErrorKind(rawValue: "file")
        )
        var call = call
        call.grants.paths.append(.init("/dev/zero", isWritable: false))
        #expect(try await call.failure(of: "fs.read", .string("/dev/zero")).message.contains("no regular file"))
    }

    @Test func `no secret is written`() async throws {
        for name in ["fs.write", "fs.append"] {
            let error = try await call.failure(of: name, .string("a.txt"), .object(Secret("hunter2")))
            #expect(error.message == "\"text\": expected a string, got secret")
            #expect(error.hint?.contains("vault.put") == true)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `nothing is left of a write that failed`() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/dir", withIntermediateDirectories: false)
        _ = try await call.failure(of: "fs.write", .string("dir"), .string("x"))
        _ = try await call.failure(of: "fs.write", .string(String(repeating: "n", count: 300)), .string("x"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["dir"])
    }
}
