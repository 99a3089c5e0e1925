import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// A vault that breaks: a clear error, the earlier password still readable, nothing sent to the cloud.
struct VaultFailureTests {
    private let setting: SimulatedSetting
    private let server: Server

    init() throws {
        setting = try SimulatedSetting()
        server = try #require(setting.servers.first)
    }

    private func settingWithPassword() throws {
        let (store, server) = (setting.store, server)
        try setting.simulation.run { try await store.put(Secret("Earlier-Pa55word"), for: server) }
    }

    /// Tries a reset and a put, both of which must fail.
    private func expectFailure(_ reason: String, _ location: SourceLocation = #_sourceLocation) throws {
        let (store, service, server) = (setting.store, setting.service, server)
        let error = try #require(throws: AutomationError.self, sourceLocation: location) {
            try setting.simulation.run {
                _ = try await service.reset(server, ResetOptions(password: Secret("hunter2-Pa55word")))
            }
        }
        let other = try #require(throws: AutomationError.self, sourceLocation: location) {
            try setting.simulation.run { try await store.put(Secret("hunter2-Pa55word"), for: server) }
        }
        for error in [error, other] {
            #expect(error.kind == .secretStore, sourceLocation: location)
            #expect(error.message.contains(reason), sourceLocation: location)
            #expect(error.message.contains("the vault \(setting.vaultPath)"), sourceLocation: location)
            #expect(error.hint != nil, sourceLocation: location)
            #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"), sourceLocation: location)
        }
        #expect(!setting.requests.contains { $0.operation == .resetServerPassword }, sourceLocation: location)
        #expect(
            setting.cloud.withState { $0.servers.allSatisfy { $0.pendingPassword == nil } },
            sourceLocation: location
        )
    }

    @Test func `a file that was cut short`() throws {
        try settingWithPassword()
        let (store, server) = (setting.store, server)
        let (folder, id) = (setting.vaultPath, server.id)
        try setting.simulation.run { try await store.put(Secret("Current-Pa55word"), for: server) }
        let file = "\(folder)/" + (try store.server(id).entries(.current).first?.file ?? "")
        let contents = try #require(FileManager.default.contents(atPath: file))
        for length in [0, 1, 100, contents.count - 1] {
            try contents.prefix(length).write(to: URL(fileURLWithPath: file))
            try expectFailure("a password's file was cut short: \(file)")
        }
        var changed = contents
        changed[contents.count - 1] ^= 1
        try changed.write(to: URL(fileURLWithPath: file))
        try expectFailure("a password's file is not as it was written")
        try FileManager.default.removeItem(atPath: file)
        try expectFailure("no such file or directory")
        // Neither is the cloud's record destroyed on its word.
        let error = #expect(throws: AutomationError.self) {
            _ = try setting.simulation.run { try await store.record(for: server) }
        }
        #expect(error?.message.contains(file) == true)
        let earlier = try #require(try store.server(id).entries(.history).first)
        #expect(try store.secret(earlier, of: store.server(id)).matches(Secret("Earlier-Pa55word")))
        // Promoting concerns another file, and goes on.
        try contents.write(to: URL(fileURLWithPath: file))
        #expect(try setting.stored(id)?.listed == ["Current-Pa55word", "-", "Earlier-Pa55word"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only an administrator can mount a small disk"))
    func `a full disk and a read-only one`() throws {
        let disk = try SmallDisk()
        try settingWithPassword()
        try FileManager.default.moveItem(atPath: setting.vaultPath, toPath: disk.path + "/vault")
        try FileManager.default.createSymbolicLink(
            atPath: setting.vaultPath,
            withDestinationPath: disk.path + "/vault"
        )
        try disk.fill()
        try expectFailure("no space left on device")
        #expect(try setting.stored(server.id)?.listed == ["Earlier-Pa55word", "-"])
        try disk.setReadOnly(true)
        try expectFailure("read-only file system")
        let store = setting.store
        #expect(throws: AutomationError.self) { try store.checkUsable() }
        #expect(
            try store.secret(#require(store.server(server.id).entries.first), of: store.server(server.id)).matches(
                Secret("Earlier-Pa55word")
            )
        )
        try disk.setReadOnly(false)
        try disk.empty()
        let (service, server) = (setting.service, server)
        try setting.simulation.run { _ = try await service.reset(server) }
        #expect(try setting.stored(server.id)?.history == ["Earlier-Pa55word"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "\(disk.path)/vault/servers/\(server.id)").count == 4
        )
    }

    @Test func `a vault that is gone`() throws {
        try settingWithPassword()
        try FileManager.default.moveItem(atPath: setting.vaultPath, toPath: setting.vaultPath + "-gone")
        try expectFailure("there is no such folder")
        #expect(!FileManager.default.fileExists(atPath: setting.vaultPath))
    }
}
