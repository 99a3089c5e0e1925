import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct ResetCallTests {
    private static func field(_ name: String, of value: Value?) -> Value? {
        switch value {
        case .record(let fields): fields[name]
        case .object(let object): object.fields[name]
        default: nil
        }
    }

    private static func text(_ name: String, of value: Value?) -> String? {
        if case .string(let text) = field(name, of: value) { text } else { nil }
    }

    @Test func `a reset with a restart tells what is known of it`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        let server = try #require(setting.servers.first)
        let value = try setting.simulation.run {
            try await call(
                "password.reset",
                .object(server),
                .record(["restart": .string("hard"), "outcome": .boolean(true), "check": .boolean(false)])
            )
        }
        #expect(value.typeName == "reset outcome")
        #expect(Self.text("confirmation", of: value) == "unconfirmed")
        #expect(Self.text("reason", of: value)?.contains("has restarted") == true)
        guard case .object(let object) = Self.field("password", of: value), let password = object as? Secret,
            case .boolean(true) = Self.field("restarted", of: value)
        else {
            Issue.record("got \(value)")
            return
        }
        #expect(try #require(setting.truePassword(of: server)).matches(password))
        let body = setting.requests.first { $0.operation == .resetServerPassword }?.body ?? []
        #expect(String(decoding: body, as: UTF8.self).contains(#""is_check_password":false"#))
    }

    @Test func `skip_flag sends the reset without asking`() throws {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        let server = Value.object(try #require(setting.servers.first))
        let value = try setting.simulation.run {
            try await call("password.reset", server, .record(["skip_flag": .boolean(true)]))
        }
        #expect(value.typeName == "secret")
        #expect(setting.requests.map(\.operation) == [.resetServerPassword])
    }

    @Test func `reset_all tells for each server what became of it`() throws {
        let setting = try SimulatedSetting(servers: 1) { $0.addServerWithoutResetPlugin(name: "bare") }
        let call = PluginCalls(setting)
        let servers = Value.list(setting.servers.map { .string($0.id) })
        let value = try setting.simulation.run { try await call("password.reset_all", servers) }
        guard case .list(let results) = Self.field("results", of: value), results.count == 2,
            case .boolean(true) = Self.field("ok", of: results[0]),
            case .boolean(false) = Self.field("ok", of: results[1]),
            case .error(let error) = Self.field("error", of: results[1])
        else {
            Issue.record("got \(value)")
            return
        }
        #expect(Self.text("confirmation", of: results[0]) == "unconfirmed")
        #expect(Self.text("confirmation", of: results[1]) == "failed")
        #expect(error.code == "ECS.0613")
        #expect(Self.field("password", of: value)?.typeName == "secret")
    }

    @Test func `reset_all can be tried without any effect`() throws {
        let setting = try SimulatedSetting(servers: 2)
        let call = PluginCalls(setting)
        let servers = Value.list(setting.servers.map { .object($0) })
        _ = try setting.simulation.run {
            try await call("password.reset_all", servers, .record(["dry_run": .boolean(true)]))
        }
        #expect(setting.cloud.withState { $0.servers.allSatisfy { $0.pendingPassword == nil } })
        #expect(setting.events.logLines.isEmpty)
    }
}
