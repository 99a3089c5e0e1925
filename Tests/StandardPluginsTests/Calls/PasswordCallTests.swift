import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import StandardPlugins
import TestSupport
import Testing

struct PasswordCallTests {
    @Test func `the collection runs from the wait to the cleared record`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        _ = try setting.folder.write("test.pem", TestKeyPair.privateKeyPEM)
        let server = Value.object(try #require(setting.servers.first))
        let (secret, before, after, cleared) = try setting.simulation.run {
            let key = try await call("key.load", .string("test.pem"))
            let sealed = try await call("password.wait", server, .record(["timeout": .string("12m")]))
            let secret = try await call("password.decrypt", sealed, key)
            let before = try await call("vault.has", server)
            _ = try await call("vault.put", server, secret)
            let after = try await call("vault.has", server)
            return (secret, before, after, try await call("password.clear", server))
        }
        guard case .object(let object) = secret, let password = object as? Secret, case .boolean(false) = before,
            case .boolean(true) = after, case .boolean(true) = cleared
        else {
            Issue.record("got \(secret.typeName), \(before), \(after), \(cleared)")
            return
        }
        #expect(try setting.truePassword(of: #require(setting.servers.first))?.matches(password) == true)
    }

    @Test func `get gives nil while there is nothing`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        let id = try #require(setting.servers.first).id
        let value = try setting.simulation.run { try await call("password.get", .string(id)) }
        #expect(value.isNone)
    }

    @Test func `a reset takes its password, its options or both`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        let server = Value.object(try #require(setting.servers.first))
        let given = try setting.simulation.run {
            _ = try await call("password.reset", server, .record(["escrow": .boolean(false)]))
            #expect(try await setting.store.record(for: #require(setting.servers.first)) == nil)
            return try await call("password.reset", server, .string("Correct-Horse-9"), .list([]))
        }
        guard case .object(let object) = given else {
            Issue.record("got \(given.typeName)")
            return
        }
        #expect((object as? Secret)?.matches(Secret("Correct-Horse-9")) == true)
        #expect(setting.requests.count { $0.operation == .resetServerPassword } == 2)
    }

    @Test func `generate makes what validate takes, for the API that is asked for`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        try setting.simulation.run {
            for api in CloudAPI.choices {
                let options = Value.record(["api": .string(api.rawValue), "length": .integer(26)])
                let secret = try await call("password.generate", options)
                guard case .object(let object) = secret, let password = object as? Secret else {
                    throw CancellationError()
                }
                #expect(password.withExposedText { $0.count } == 26)
                _ = try await call("password.validate", secret, .record(["api": .string(api.rawValue)]))
            }
        }
        let length = try call.failure("password.generate", .record(["length": .integer(5)]))
        #expect(length.kind == .argument)
        #expect(length.operation == "password.generate")
        let weak = try call.failure("password.validate", .string("hunter2"))
        #expect(weak.kind == .policy)
        #expect(weak.operation == "password.validate")
        #expect(!"\(weak)".contains("hunter2"))
        #expect(setting.requests.isEmpty)
    }

    @Test func `without a cloud the reason is told by what needs one, and the rest works`() throws {
        let setting = try SimulatedSetting()
        let reason = AutomationError(.input, "there is no endpoint", hint: "give --endpoint URL")
        let call = PluginCalls(setting, cloud: CloudSession(unavailable: reason))
        for name in ["password.get", "password.wait", "password.clear", "password.reset", "server.get"] {
            #expect(try call.failure(name, .string("s-1")) == reason)
        }
        _ = try setting.simulation.run { try await call("password.generate") }
        _ = try setting.simulation.run { try await call("vault.put", .string("s-1"), .string("Password-1")) }
    }

    @Test func `a server comes with what the cloud says about it`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        let id = try #require(setting.servers.first).id
        let value = try setting.simulation.run { try await call("server.get", .string(id)) }
        guard case .object(let object) = value, let server = object as? Server else {
            Issue.record("got \(value.typeName)")
            return
        }
        #expect(server.name == "win-001")
        #expect(server.detail?.status == "ACTIVE")
        #expect(server.detail?.osType == "Windows")
        #expect(server.detail?.keyName == "KeyPair-test")
        #expect(server.detail?.launchedAt == Date(timeIntervalSince1970: 1_800_000_000))
    }
}
