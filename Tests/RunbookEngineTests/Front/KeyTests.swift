import AutomationCore
import CloudSimulator
import Foundation
import TestSupport
import Testing

@Suite struct KeyTests {
    private static let opens = """
        local private_key = key.load("key.pem")
        local secret = password.decrypt(password.wait(one), private_key)
        vault.put(one, secret)
        print(private_key, private_key.bits, private_key.fingerprint:sub(1, 7), secret)
        """

    @Test(arguments: [TestKeyPair.privateKeyPEM, Self.pkcs8PEM])
    func `a key in PKCS 1 or PKCS 8 form opens the password`(pem: String) throws {
        let fixture = try RunbookFixture()
        _ = try fixture.setting.folder.write("key.pem", pem)
        #expect(try fixture.lines(Self.opens) == ["<private key>\t2048\tSHA256:\t<secret>"])
        let server = try fixture.simulatedServer
        #expect(try fixture.storedFile(server.id)?.current == server.password)
    }

    @Test func `a missing file is named`() throws {
        let error = try RunbookFixture().failure(#"key.load("nowhere.pem")"#)
        #expect(error.kind == .key)
        #expect(error.operation == "key.load")
        #expect(error.message == "the key file nowhere.pem cannot be read: no such file or directory")
    }

    @Test(arguments: [
        ("hello", "not a private key", "-----BEGIN"),
        ("", "empty", "-----BEGIN"),
        ("<html></html>", "a web page", "download"),
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== me", "a public key", "the other file of the pair"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", "a public key", "the other file of the pair"),
    ])
    func `a file that is no private key is called what it is`(text: String, what: String, advice: String) throws {
        let fixture = try RunbookFixture()
        _ = try fixture.setting.folder.write("key.pem", text)
        let error = try fixture.failure(#"key.load("key.pem")"#)
        #expect(error.kind == .key)
        #expect(error.operation == "key.load")
        #expect(error.message.hasPrefix("key.pem is \(what)"))
        #expect(error.hint?.contains(advice) == true)
    }

    /// The test key in the other form: its encoding wrapped into one that names the algorithm.
    private static let pkcs8PEM: String = {
        let lines = TestKeyPair.privateKeyPEM.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        let inner = Array(Data(base64Encoded: lines.joined()) ?? Data())
        let algorithm: [UInt8] = [
            0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
        ]
        let contents = [0x02, 0x01, 0x00] + algorithm + element(0x04, inner)
        let text = Data(element(0x30, contents)).base64EncodedString(options: .lineLength64Characters)
        return "-----BEGIN PRIVATE KEY-----\n\(text)\n-----END PRIVATE KEY-----\n"
    }()

    private static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        [tag, 0x82, UInt8(contents.count >> 8), UInt8(contents.count & 0xff)] + contents
    }
}
