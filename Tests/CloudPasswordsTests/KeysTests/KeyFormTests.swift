import AutomationCore
import CloudPasswords
import Foundation
import Testing

struct KeyFormTests {
    private static let encrypted = KeyFormVectors.all.keys.filter { $0.passphrase != nil }
    private static let hostile = KeyFormVectors.all.refused.filter { $0.file.hasPrefix("hostile.") }

    @Test(arguments: KeyFormVectors.all.keys)
    func `every form that the tools write opens`(vector: RSAVectors.Key) throws {
        let key = try KeyFormVectors.key(vector.file, passphrase: vector.secret)
        let known = try #require(RSAVectors.all.public[vector.key_id])
        #expect(key.bits == vector.bits)
        #expect(known.ssh_public_key.hasPrefix(key.publicKey + " "))
    }

    @Test(arguments: KeyFormVectors.all.refused)
    func `what does not open is named, with the way out`(vector: KeyFormVectors.Refused) throws {
        let error = try #require(throws: AutomationError.self) {
            try KeyFormVectors.key(vector.file, passphrase: vector.passphrase.map { Secret($0) })
        }
        #expect(error.kind == .key)
        #expect(error.message.hasPrefix(vector.file + " "))
        #expect(error.message.contains(vector.expect))
        #expect(error.hint?.contains(vector.hint) == true)
    }

    @Test(arguments: encrypted)
    func `an encrypted key without its passphrase asks for it`(vector: RSAVectors.Key) throws {
        let error = try #require(throws: AutomationError.self) { try KeyFormVectors.key(vector.file) }
        #expect(error.kind == .key)
        #expect(error.message == "\(vector.file) is protected by a passphrase, and none was given")
        #expect(error.hint?.contains("give its passphrase") == true)
    }

    @Test(arguments: encrypted, ["", "throwaway124", "日本"])
    func `a wrong passphrase says that it is wrong`(vector: RSAVectors.Key, passphrase: String) throws {
        let error = try #require(throws: AutomationError.self) {
            try KeyFormVectors.key(vector.file, passphrase: Secret(passphrase))
        }
        #expect(error.kind == .key)
        #expect(error.message == "the passphrase does not open \(vector.file)")
    }

    @Test(arguments: hostile)
    func `a file that asks for endless work is refused at once`(vector: KeyFormVectors.Refused) throws {
        let contents = try KeyFormVectors.contents(vector.file)
        let time = ContinuousClock().measure {
            #expect(throws: AutomationError.self) {
                try PrivateKey(contents: contents, passphrase: Secret("throwaway123"), name: vector.file)
            }
        }
        #expect(time < .seconds(1))
    }

    @Test(arguments: [
        "v3.argon2id.ppk", "openssh.aes128-gcm@openssh.com", "pkcs1.aes192.pem", "pkcs8.PBE-SHA1-DES.pem",
    ])
    func `a passphrase opens a dirty copy too`(file: String) throws {
        let text = String(decoding: try KeyFormVectors.contents(file), as: UTF8.self)
        let expected = try RSAVectors.key(id: "rsa2048").fingerprint
        let variants: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            Array(text.replacing("\n", with: "\r\n").utf8),
            Array(text.replacing("\n", with: "\\n").utf8),
            Array(text.replacing("\n", with: "\n    ").utf8),
            Array(("Dear Bob,\n\nhere is the key:\n" + text + "\nYours, Alice: bye\n").utf8),
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
        ]
        for variant in variants {
            let key = try PrivateKey(contents: variant, passphrase: Secret("throwaway123"), name: file)
            #expect(key.fingerprint == expected)
        }
    }

    @Test func `the lost line ends of traditional encryption do no harm`() throws {
        let text = String(decoding: try KeyFormVectors.contents("pkcs1.aes192.pem"), as: UTF8.self)
        let line = text.replacing("\n", with: " ")
        let key = try PrivateKey(pem: Secret(line), passphrase: Secret("throwaway123"), name: "key.pem")
        #expect(key.bits == 2048)
    }

    @Test func `a changed public part of a PuTTY key without a passphrase is damage`() throws {
        let text = String(decoding: try KeyFormVectors.contents("v3.plain.ppk"), as: UTF8.self)
        let error = try #require(throws: AutomationError.self) {
            try PrivateKey(pem: Secret(text.replacing("Comment: ", with: "Comment: x")), name: "a.ppk")
        }
        #expect(error.message == "a.ppk is damaged: its check code (Private-MAC) does not match")
    }
}
