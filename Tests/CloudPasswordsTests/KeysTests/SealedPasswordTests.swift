import AutomationCore
import CloudPasswords
import Foundation
import Testing

struct SealedPasswordTests {
    /// The vectors that open with their key but hold no password: an empty one, and one with a NUL, which no system
    /// takes as part of a password.
    private static func holdsNoPassword(_ vector: RSAVectors.Ciphertext) -> Bool {
        vector.plaintext_utf8 == nil || vector.name.hasSuffix("/empty") || vector.name.hasSuffix("/nul-inside")
    }

    @Test(arguments: RSAVectors.all.ciphertexts.filter { !holdsNoPassword($0) })
    func `every file of a key opens every password sealed for it`(vector: RSAVectors.Ciphertext) throws {
        let sealed = try RSAVectors.sealed(vector)
        // One file of each kind is enough here; every other is held against its public key where it is opened.
        let files = RSAVectors.all.keys.filter { $0.passphrase == nil && $0.key_id == vector.key_id }.map(\.file)
        #expect(!files.isEmpty)
        for file in files {
            let secret = try sealed.open(with: RSAVectors.key(file))
            #expect(secret.exposed == vector.plaintext_utf8)
            #expect(secret.sealedDigest == sealed.digest)
        }
    }

    @Test(arguments: RSAVectors.all.ciphertexts.filter(holdsNoPassword))
    func `what opens but is no password is refused and not shown`(vector: RSAVectors.Ciphertext) throws {
        let key = try RSAVectors.key(id: vector.key_id)
        let sealed = try RSAVectors.sealed(vector)
        let error = try #require(throws: AutomationError.self) { try sealed.open(with: key) }
        let expected =
            switch vector.name.split(separator: "/").last {
            case "empty": "what was sealed is empty"
            case "latin1-plaintext", "utf16le-plaintext": "not a text in UTF-8"
            default: "control characters"
            }
        #expect(error.kind == .decryption)
        #expect(error.message.contains(expected))
    }

    @Test(arguments: RSAVectors.all.bad_ciphertexts.filter { $0.name != "empty" })
    func `every bad ciphertext is refused with its reason`(vector: RSAVectors.Ciphertext) throws {
        let key = try RSAVectors.key(id: vector.key_id)
        let sealed = try #require(
            SealedPassword(text: vector.ciphertext_base64, server: Server(id: "1", name: "web-01"))
        )
        let error = try #require(throws: AutomationError.self) { try sealed.open(with: key) }
        let expected =
            switch vector.name {
            case "doc-example": "not valid base64"
            case "wrong-key-size-4096-ct-for-2048": "sealed for a 4096-bit key, this key has 2048 bits"
            case "wrong-key-size-1024-ct-for-2048": "sealed for a 1024-bit key, this key has 2048 bits"
            case "oaep-sha1": "with OAEP padding"
            default: "does not match the key pair the server was made with"
            }
        #expect(error.kind == .decryption)
        #expect(error.server == "web-01")
        #expect(error.message.contains(expected))
        #expect(error.hint != nil)
        #expect(!error.isRetryable)
    }

    @Test func `a key for another server is refused the same way every time`() throws {
        let sealed = try RSAVectors.sealed(RSAVectors.ciphertext("wrong-key"))
        let key = try RSAVectors.key(id: "rsa2048")
        let errors = try (0..<50).map { _ in
            try #require(throws: AutomationError.self) { try sealed.open(with: key) }
        }
        #expect(errors.allSatisfy { $0 == errors.first })
        #expect(errors.first?.hint?.contains(key.fingerprint) == true)
    }

    @Test(arguments: ["", " ", "\n", "\r\n\t "])
    func `an empty answer is no sealed password`(text: String) {
        #expect(SealedPassword(text: text) == nil)
    }

    @Test func `the digest is what sha256sum says of the text without the whitespace around it`() throws {
        // printf %s aGVsbG8= | sha256sum
        let digest = "333d6b3a3c1f5db6c9bdda5939b136986d170f4649172a68368d54ecb44c2ff2"
        #expect(SealedPassword(text: "aGVsbG8=")?.digest == digest)
        #expect(SealedPassword(text: " aGVsbG8=\r\n")?.digest == digest)
        #expect(SealedPassword(text: " aGVsbG8=\r\n")?.text == "aGVsbG8=")
    }

    @Test(arguments: ["aGVsbG8", "aGVsbG8=", "aGVs\nbG8="])
    func `text that was cut off says so`(text: String) throws {
        let sealed = try #require(SealedPassword(text: text))
        let key = try RSAVectors.key(id: "rsa2048")
        let error = try #require(throws: AutomationError.self) { try sealed.open(with: key) }
        #expect(error.message.hasPrefix("it is cut off: there are 5 octets of the 256 "))
    }

    @Test(arguments: ["aGVsbG8==", "aGVsbG8=X", "aGVsb", "hello!", "=", "aGVs====", "密码"])
    func `text that is not base64 says so`(text: String) throws {
        let sealed = try #require(SealedPassword(text: text))
        let key = try RSAVectors.key(id: "rsa2048")
        let error = try #require(throws: AutomationError.self) { try sealed.open(with: key) }
        #expect(error.message.contains("not valid base64"))
    }

    @Test func `a sealed password prints as a placeholder`() throws {
        let server = Server(id: "1", name: "web-01")
        let sealed = try #require(SealedPassword(text: "aGVsbG8=", server: server))
        var dump = ""
        Swift.dump(sealed, to: &dump)
        #expect("\(sealed)" == "<sealed password>")
        #expect(dump == "- <sealed password>\n")
        #expect(Set(sealed.fields.keys) == Set(SealedPassword.objectType.fields.map(\.name)))
        guard case .string(sealed.digest) = sealed.fields["digest"], case .object(let owner) = sealed.fields["server"]
        else {
            Issue.record("the fields are not what they should be")
            return
        }
        #expect(owner as? Server == server)
    }

    @Test func `opening a hundred passwords takes seconds at most`() throws {
        let sealed = try RSAVectors.sealed(RSAVectors.ciphertext("rsa2048/cloudbase-20"))
        let key = try RSAVectors.key(id: "rsa2048")
        let time = try ContinuousClock().measure {
            for _ in 0..<100 { _ = try sealed.open(with: key) }
        }
        #expect(time < .seconds(5))
    }
}
