import AutomationCore
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// The log, the keys and the vault.
struct SmallCallTests {
    private let setting: SimulatedSetting
    private let call: PluginCalls

    init() throws {
        setting = try SimulatedSetting()
        call = PluginCalls(setting)
    }

    @Test func `a line of the log joins its values and shows no secret`() throws {
        let call = call
        try setting.simulation.run {
            _ = try await call("log.info", .string("a\nb"), .integer(1), .none, .boolean(true))
            _ = try await call("log.warn", .object(Secret("hunter2")), .record(["k": .object(Secret("hunter2"))]))
            _ = try await call("log.error", .list([.number(0.5), .bytes([1, 2])]), .object(Server(id: "s-1")))
            _ = try await call("log.debug", .error(AutomationError(.cloud, "it failed", status: 502)))
        }
        #expect(
            setting.events.all == [
                .log(.info, "a b 1 nil true", server: nil),
                .log(.warning, "<secret> {k = <secret>}", server: nil),
                .log(.error, "{0.5, <2 bytes>} s-1", server: nil),
                .log(.debug, "it failed (502)", server: nil),
            ]
        )
    }

    @Test func `logging nil is no mistake`() throws {
        let call = call
        try setting.simulation.run {
            _ = try await call("log.info", .none)
            _ = try await call("log.info")
        }
        #expect(setting.events.logLines == ["nil", "nil"])
    }

    @Test func `a line says which server it is about`() throws {
        let call = call
        try setting.simulation.run {
            try await RunContext.$currentServer.withValue(Server(id: "s-1")) { _ = try await call("log.info", .none) }
        }
        #expect(setting.events.all == [.log(.info, "nil", server: Server(id: "s-1"))])
    }

    @Test(arguments: [
        ("missing.pem", "the key file missing.pem cannot be read: no such file or directory"),
        (".", "the key file . cannot be read: it is no regular file"),
        ("large.pem", "the key file large.pem cannot be read: it has 65537 bytes, and at most 65536 are read"),
    ])
    func `a key file that cannot be read says why`(path: String, message: String) throws {
        _ = try setting.folder.write("large.pem", String(repeating: "x", count: 64 * 1024 + 1))
        let error = try call.failure("key.load", .string(path))
        #expect(error.kind == .key)
        #expect(error.operation == "key.load")
        #expect(error.message == message)
        #expect(error.hint != nil)
    }

    @Test func `a file that is no key says so and shows nothing of it`() throws {
        _ = try setting.folder.write("odd.pem", "hunter2")
        let error = try call.failure("key.load", .string("odd.pem"))
        #expect(error.kind == .key)
        #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
    }

    @Test func `a vault that fails names the function, the server and nothing of the password`() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: setting.vaultPath)
        for name in ["vault.put", "vault.get", "vault.has"] {
            let error =
                name == "vault.put"
                ? try call.failure(name, .string("s-1"), .string("hunter2")) : try call.failure(name, .string("s-1"))
            #expect(error.kind == .secretStore)
            #expect(error.operation == name)
            #expect(error.server == "s-1")
            #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
        }
        #expect(setting.events.all.isEmpty)
    }

    @Test func `a stored password comes back as a secret, and none is nil`() throws {
        let call = call
        let (found, none) = try setting.simulation.run {
            _ = try await call("vault.put", .string("s-1"), .string("Password-1"))
            return (try await call("vault.get", .string("s-1")), try await call("vault.get", .string("s-2")))
        }
        guard case .object(let object) = found, let secret = object as? Secret, case .none = none else {
            Issue.record("got \(found) and \(none)")
            return
        }
        #expect(secret.matches(Secret("Password-1")))
    }

    @Test func `a stored password is a step`() throws {
        let call = call
        try setting.simulation.run { _ = try await call("vault.put", .string("s-1"), .string("Password-1")) }
        #expect(setting.events.all == [.step(server: Server(id: "s-1"), what: "password stored")])
    }
}
