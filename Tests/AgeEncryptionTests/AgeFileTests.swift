import AgeEncryption
import Testing

struct AgeFileTests {
    private var generator = SeededGenerator(seed: 4711)
    private let identity: AgeIdentity

    init() throws {
        identity = try AgeIdentity(using: &generator)
    }

    @Test(arguments: [0, 1, 16, 65_535, 65_536, 65_537, 131_072, 1_000_000])
    func `what was encrypted comes back, armored or not`(size: Int) throws {
        var generator = generator
        let plaintext = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let file = try AgeFile.encrypt(plaintext, to: [identity.recipient], using: &generator)
        #expect(try AgeFile.decrypt(file, with: [identity]) == plaintext)
        #expect(try AgeFile.decrypt(AgeArmor.encode(file), with: [identity]) == plaintext)
        #expect(try AgeArmor.decode(AgeArmor.encode(file)) == file)
    }

    @Test func `each of several recipients opens the file, nobody else does`() throws {
        var generator = generator
        let others = try (0..<3).map { _ in try AgeIdentity(using: &generator) }
        let file = try AgeFile.encrypt([1, 2, 3], to: others.map(\.recipient), using: &generator)
        for other in others { #expect(try AgeFile.decrypt(file, with: [identity, other]) == [1, 2, 3]) }
        let error = try #require(throws: AgeError.self) { try AgeFile.decrypt(file, with: [identity]) }
        #expect(error.code == .noMatch)
        #expect(throws: AgeError.self) { try AgeFile.decrypt(file, with: []) }
        #expect(throws: AgeError.self) { try AgeFile.encrypt([1], to: [], using: &generator) }
    }

    @Test func `all randomness comes from the generator`() throws {
        var (first, second, third) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2))
        let file = try AgeFile.encrypt([7], to: [identity.recipient], using: &first)
        #expect(try AgeFile.encrypt([7], to: [identity.recipient], using: &second) == file)
        #expect(try AgeFile.encrypt([7], to: [identity.recipient], using: &third) != file)
        #expect(try AgeFile.encrypt([7], to: [identity.recipient], using: &first) != file)
    }

    @Test func `no byte can be changed, left out or added`() throws {
        var generator = generator
        let plaintext = Array("hunter2".utf8)
        let file = try AgeFile.encrypt(plaintext, to: [identity.recipient], using: &generator)
        for place in file.indices {
            var changed = file
            changed[place] ^= 1
            #expect(throws: AgeError.self) { try AgeFile.decrypt(changed, with: [identity]) }
            #expect(throws: AgeError.self) { try AgeFile.decrypt(Array(file[..<place]), with: [identity]) }
        }
        #expect(throws: AgeError.self) { try AgeFile.decrypt(file + [0], with: [identity]) }
    }

    @Test func `a recipient of low order is refused when encrypting`() throws {
        var generator = generator
        // The point of order one: every shared secret with it is zero.
        let recipient = try AgeRecipient("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z")
        let error = try #require(throws: AgeError.self) {
            try AgeFile.encrypt([1], to: [recipient], using: &generator)
        }
        #expect(error.code == .recipient)
    }

    @Test func `a file of another kind of recipient is refused by name`() throws {
        for (lines, kind) in [
            ("-> scrypt bBjlhJVYZeE4aqUdmtRHfw 10\nZV/AhotwSGqaPCU43cepl4WYUouAa17a3xpu4G2yi5k", "scrypt"),
            ("-> ssh-ed25519 dhMUaA\nZV/AhotwSGqaPCU43cepl4WYUouAa17a3xpu4G2yi5k", "ssh-ed25519"),
        ] {
            let file = "age-encryption.org/v1\n\(lines)\n--- gxhoSa5BciRDt8lOpYNcx4EYtKpS0CJ06F3ZwN82VaM\n"
            let error = try #require(throws: AgeError.self) { try AgeFile.decrypt(Array(file.utf8), with: [identity]) }
            #expect(error.code == .unsupported)
            #expect(error.message.hasSuffix("the file is for: \(kind)"))
        }
    }
}
