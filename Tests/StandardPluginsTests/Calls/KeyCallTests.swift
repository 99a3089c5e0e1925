import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct KeyCallTests {
    private static func load(_ options: [String: Value], passphraseFile: String = "") throws -> PrivateKey {
        let setting = try SimulatedSetting()
        let call = PluginCalls(setting)
        _ = try setting.folder.write("protected.pem", TestKeyPair.protectedPEM)
        _ = try setting.folder.write("passphrase.txt", passphraseFile)
        let value = try setting.simulation.run {
            try await call("key.load", .string("protected.pem"), .record(options))
        }
        guard case .object(let object) = value else { throw AutomationError(.key, "got \(value.typeName)") }
        return try #require(object as? PrivateKey)
    }

    @Test func `a passphrase comes as a value or from the first line of a file`() throws {
        let plain = try PrivateKey(pem: Secret(TestKeyPair.privateKeyPEM), name: "plain.pem")
        let given = try Self.load(["passphrase": .object(Secret("open sesame"))])
        #expect(given.fingerprint == plain.fingerprint)
        let file = ["passphrase_file": Value.string("passphrase.txt")]
        let read = try Self.load(file, passphraseFile: "open sesame\r\nand a note\n")
        #expect(read.fingerprint == plain.fingerprint)
    }

    @Test func `a missing and a wrong passphrase are told apart, and not shown`() throws {
        let missing = try #require(throws: AutomationError.self) { try Self.load([:]) }
        #expect(missing.kind == .key)
        #expect(missing.message.contains("protected by a passphrase"))
        let wrong = try #require(throws: AutomationError.self) {
            try Self.load(["passphrase": .object(Secret("close barley"))])
        }
        #expect(wrong.message.contains("does not open"))
        #expect(!"\(wrong) \(wrong.hint ?? "")".contains("barley"))
    }

    @Test func `a passphrase is given in one way, from a file that is there`() throws {
        let both: [String: Value] = ["passphrase": .string("x"), "passphrase_file": .string("passphrase.txt")]
        let twice = try #require(throws: AutomationError.self) { try Self.load(both) }
        #expect(twice.message.contains("not both"))
        let absent = try #require(throws: AutomationError.self) {
            try Self.load(["passphrase_file": .string("none.txt")])
        }
        #expect(absent.message.contains("the passphrase file none.txt cannot be read"))
    }
}
