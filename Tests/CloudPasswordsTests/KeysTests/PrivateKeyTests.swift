import AutomationCore
import CloudPasswords
import Foundation
import Testing

struct PrivateKeyTests {
    @Test(arguments: RSAVectors.all.keys)
    func `every key file opens, whatever wrote it and however dirty it is`(vector: RSAVectors.Key) throws {
        let key = try RSAVectors.key(vector.file, passphrase: vector.passphrase)
        let known = try #require(RSAVectors.all.public[vector.key_id])
        #expect(key.bits == vector.bits)
        #expect(key.modulusByteCount == known.modulus_bytes)
        #expect(known.ssh_public_key.hasPrefix(key.publicKey + " "))
    }

    @Test func `there are vectors for every size and form`() {
        let keys = RSAVectors.all.keys
        #expect(keys.count == 48)
        #expect(Set(keys.map(\.bits)) == [1024, 2048, 2050, 3072, 4096])
        #expect(keys.count { $0.passphrase != nil } >= 20)
    }

    @Test(arguments: RSAVectors.all.keys.filter { $0.passphrase == nil })
    func `a passphrase that no key asks for is no error`(vector: RSAVectors.Key) throws {
        let key = try RSAVectors.key(vector.file, passphrase: "not needed")
        #expect(key.bits == vector.bits)
    }

    @Test func `the fingerprint is what ssh-keygen shows`() throws {
        // ssh-keygen -l -f on the public half of the vector.
        let key = try RSAVectors.key(id: "rsa2048")
        #expect(key.fingerprint == "SHA256:Xpd7jBPEydvpIxDhfCdmwA3Ci/OkfqfGJeu3lZM+9o8")
    }

    @Test(arguments: RSAVectors.all.bad_keys)
    func `every bad key is refused with a fitting message`(vector: RSAVectors.BadKey) throws {
        let error = try #require(throws: AutomationError.self) {
            try RSAVectors.key(vector.file, passphrase: vector.passphrase)
        }
        let fitting =
            switch vector.file {
            case "bad_keys/ec-p256.pkcs8.pem", "bad_keys/ec-p256.sec1.pem": "is a private key of type EC"
            case "bad_keys/public.spki.pem", "bad_keys/public.openssh.pub": "is a public key"
            case "bad_keys/truncated.pem": "is cut off"
            case "bad_keys/corrupt-base64.pem": "not valid base64"
            case "bad_keys/html.pem": "is a web page"
            case "bad_keys/bitflip.pem": "is damaged"
            case "bad_keys/passphrase-missing.pem": "is protected by a passphrase, and none was given"
            case let file where file.contains("wrong-passphrase"): "the passphrase does not open wrong-passphrase"
            default: "the vector \(vector.file) is not known"
            }
        #expect(error.kind == .key)
        #expect(error.message.contains(fitting))
        #expect(error.hint != nil)
    }

    @Test(arguments: [
        ("", "is empty"),
        (" \r\n\t", "is empty"),
        ("hello", "is not a private key in any form that is known here"),
        ("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", "is a certificate"),
        ("-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----", "CERTIFICATE REQUEST"),
        ("-----BEGIN DSA PRIVATE KEY-----\nMAA=\n-----END DSA PRIVATE KEY-----", "type DSA"),
        ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n", "ssh.com"),
        ("-----BEGIN RSA PRIVATE KEY-----\n\n-----END RSA PRIVATE KEY-----", "is damaged"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKC\n-----END RSA PRIVATE KEY-----",
            "is damaged: its contents are no complete key"
        ),
        ("-----BEGIN ", "is cut off"),
        ("-----BEGIN RSA PRIVATE KEY\nMIIEpAIBAAKC\n-----END RSA PRIVATE KEY-----", "its BEGIN line is cut off"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "a PuTTY private key of type ssh-ed25519"),
        ("PuTTY-User-Key-File-1: ssh-rsa\nEncryption: none\n", "version 1 of it is not read here"),
        ("PuTTY-User-Key-File-3: ssh-rsa\n", "is damaged: the line Encryption is missing"),
        ("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPublic-Lines: 9\nAAAA\n", "is damaged: it is cut off"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "is damaged: it is cut off"),
        ("ssh-ed25519 AAAA me", "is a public key"),
    ])
    func `what is no key is called by its name`(contents: String, expected: String) throws {
        let error = try #require(throws: AutomationError.self) {
            try PrivateKey(contents: Array(contents.utf8), name: "web 1.pem")
        }
        #expect(error.message.hasPrefix("web 1.pem "))
        #expect(error.message.contains(expected))
    }

    @Test func `marks, written-out line ends and UTF-16 do no harm`() throws {
        let bytes = try RSAVectors.contents("keys/rsa2048.pkcs1.pem")
        let text = String(decoding: bytes, as: UTF8.self)
        let expected = try RSAVectors.key(id: "rsa2048").fingerprint
        let variants: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + bytes,
            Array(text.replacing("\n", with: "\\n").utf8),
            Array(text.replacing("\n", with: "\r").utf8),
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
        ]
        for variant in variants {
            #expect(try PrivateKey(contents: variant, name: "key.pem").fingerprint == expected)
        }
        #expect(try PrivateKey(pem: Secret(text), name: "key.pem").fingerprint == expected)
    }

    @Test func `no single changed character gives a key that differs from the true one`() throws {
        // Every sixteenth character of the body, so that each number of the key is hit several times.
        let text = String(decoding: try RSAVectors.contents("keys/rsa2048.pkcs1.pem"), as: UTF8.self)
        let vector = try RSAVectors.ciphertext("rsa2048/cloudbase-20")
        let body = Array(text.indices).dropFirst(32).dropLast(32)
        for position in stride(from: body.startIndex, to: body.endIndex, by: 16) where !text[body[position]].isNewline {
            var changed = text
            let index = body[position]
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            guard let key = try? PrivateKey(pem: Secret(changed), name: "key.pem") else { continue }
            let opened = try? RSAVectors.sealed(vector).open(with: key)
            #expect(opened == nil || opened?.exposed == vector.plaintext_utf8)
        }
    }

    @Test func `nothing of the private part shows`() throws {
        let key = try RSAVectors.key(id: "rsa2048")
        var dump = ""
        Swift.dump(key, to: &dump)
        #expect("\(key)" == "<private key>")
        #expect(String(reflecting: key) == "<private key>")
        #expect(dump == "- <private key>\n")
        #expect(key.displayText == "<private key>")
        #expect(Set(key.fields.keys) == Set(PrivateKey.objectType.fields.map(\.name)))
        #expect(PrivateKey.objectType.name == "private key")
    }

    @Test func `a file name with blanks and quotes is one word in the command`() throws {
        let contents = try KeyFormVectors.contents("pkcs8.rc2-cbc.pem")
        let error = try #require(throws: AutomationError.self) {
            try PrivateKey(contents: contents, passphrase: Secret("x"), name: "keys/Bob's key.pem")
        }
        #expect(error.hint?.hasSuffix(#" -in 'keys/Bob'\''s key.pem' -out 'keys/Bob'\''s key.plain.pem'"#) == true)
    }

    @Test func `a file that is too large for a key is not looked at`() throws {
        let error = try #require(throws: AutomationError.self) {
            try PrivateKey(contents: [UInt8](repeating: 0x2D, count: 2_000_000), name: "disk.img")
        }
        #expect(error.message == "disk.img has 2000000 bytes, which is too large for a private key")
    }
}
