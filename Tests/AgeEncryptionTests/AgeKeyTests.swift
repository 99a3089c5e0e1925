import AgeEncryption
import Testing

struct AgeKeyTests {
    /// A pair that `age-keygen` has made for this test.
    static let secretKey = "AGE-SECRET-KEY-1XWTQ67F9J76TPD334AX76K684H47DPF43LH8M5NZV8AWP2Q8KR7SFUPUKA"
    static let publicKey = "age150axf5yhpyx5mtdu6p6ttwnqdwuhkt7p2yakx6jfc98a43vd9a5q8qx34n"

    @Test func `an identity and its recipient are written as age writes them`() throws {
        let identity = try AgeIdentity(Self.secretKey)
        #expect(identity.recipient.description == Self.publicKey)
        #expect(identity.withExposedText { $0 } == Self.secretKey)
        #expect(try AgeRecipient(Self.publicKey) == identity.recipient)
    }

    @Test func `an identity shows nothing of itself`() throws {
        let identity = try AgeIdentity(Self.secretKey)
        var dumped = ""
        dump([identity], to: &dumped)
        for text in ["\(identity)", String(reflecting: identity), "\([identity])", dumped] {
            #expect(!text.contains("AGE-SECRET"))
            #expect(!text.contains(/[0-9]{2}/), "\(text)")
        }
    }

    @Test func `what is no identity is refused, and not shown`() {
        let key = Self.secretKey
        for (text, code) in [
            ("", .identity), ("hunter2", .identity), (key.lowercased(), .identity), (String(key.dropLast()), .identity),
            (key.replacing("1", with: "1q", maxReplacements: 1), .identity), (Self.publicKey, .identity),
            ("AGE-PLUGIN-YUBIKEY-1QQQSYQCYQ5RQ", .unsupported), ("AGE-SECRET-KEY-PQ-1HZLGZ", .unsupported),
        ] as [(String, AgeError.Code)] {
            let error = #expect(throws: AgeError.self) { try AgeIdentity(text) }
            #expect(error?.code == code)
            if !text.isEmpty { #expect(error?.message.contains(text) == false) }
        }
    }

    @Test func `what is no recipient is refused`() {
        let key = Self.publicKey
        for (text, code) in [
            ("", .recipient), ("age1", .recipient), (key.uppercased(), .recipient), (key + "q", .recipient),
            (String(key.dropLast()), .recipient), (key.replacing("q", with: "b"), .recipient),
            (key.prefix(8) + key.dropFirst(8).uppercased(), .recipient), (Self.secretKey, .recipient),
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA", .unsupported), ("age1pq1qqqq", .unsupported),
            ("age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt", .unsupported),
        ] as [(String, AgeError.Code)] {
            let error = #expect(throws: AgeError.self) { try AgeRecipient(text) }
            #expect(error?.code == code, "\(text)")
        }
    }

    @Test func `a file of identities has comments, empty lines and any kind of line end`() throws {
        let other = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
        let text = "# created: today\r\n# public key: \(Self.publicKey)\r\n\r\n\(Self.secretKey) \r\n\n\(other)"
        let identities = try AgeIdentity.list(parsing: text)
        #expect(identities.map { $0.withExposedText { $0 } } == [Self.secretKey, other])
        #expect(try AgeRecipient.list(parsing: "# me\n\(Self.publicKey)\n").count == 1)
    }

    @Test func `a bad line is named by its number, and none is an error too`() throws {
        let error = try #require(throws: AgeError.self) { try AgeIdentity.list(parsing: "# x\n\nhunter2\n") }
        #expect(error.message.hasPrefix("line 3: "))
        #expect(!error.message.contains("hunter2"))
        #expect(throws: AgeError.self) { try AgeIdentity.list(parsing: "# nothing\n") }
        #expect(throws: AgeError.self) { try AgeRecipient.list(parsing: "") }
        let locked = try #require(throws: AgeError.self) { try AgeIdentity.list(parsing: "age-encryption.org/v1\n-> ") }
        #expect(locked.code == .unsupported)
        #expect(locked.message.contains("passphrase"))
    }
}
