import AutomationCore
import CloudPasswords
import Testing

struct PasswordGeneratorTests {
    private static let classes: [ClosedRange<Character>] = ["A"..."Z", "a"..."z", "0"..."9"]
    private static let specials = Set("-_+@.:")

    @Test(arguments: [PasswordRules.current, .deprecated])
    func `ten thousand passwords keep every rule`(rules: PasswordRules) throws {
        for seed in 0..<5000 {
            let generator = PasswordGenerator(rules: rules, randomness: SeededSource(seed: UInt64(seed)))
            let length = 8 + seed % 19
            for user in [nil, "deployer"] {
                let secret = try generator.generate(length: length, userName: user, osType: "Windows")
                let text = secret.exposed
                #expect(rules.violations(of: secret, userName: user, osType: "Windows").isEmpty)
                #expect(text.count == length)
                #expect(Self.classes.allSatisfy { range in text.contains { range.contains($0) } })
                #expect(text.contains(where: Self.specials.contains))
                #expect(text.allSatisfy { $0.isLetter || $0.isNumber || Self.specials.contains($0) })
                #expect(text.first.map { $0.isLetter || $0.isNumber } == true)
            }
        }
    }

    @Test func `a password keeps the rules of every API and console at once`() throws {
        // The special characters that the console permits on Windows and on Linux, and the bare-metal service on both.
        let permitted = ["$!@%-_=+[]:./,?", "!@%-_=+[]:./^,{}?", "!@$%-_=+[]:./?", "!@%^-_=+[]{}:,./?"].map(Set.init)
        for seed in 0..<1000 {
            let secret = try PasswordGenerator(randomness: SeededSource(seed: UInt64(seed))).generate()
            for rules in [PasswordRules.current, .deprecated] {
                #expect(rules.violations(of: secret, userName: nil, osType: "Windows").isEmpty)
                #expect(rules.violations(of: secret, userName: nil, osType: "Linux").isEmpty)
            }
            let specials = Set(secret.exposed.filter { !$0.isLetter && !$0.isNumber })
            #expect(permitted.allSatisfy { specials.isSubset(of: $0) })
            #expect(secret.exposed.count == 20)
            #expect(!secret.exposed.contains("%"))
            #expect(!secret.exposed.hasPrefix("/"))
        }
    }

    @Test func `the same seed gives the same password and another seed another`() throws {
        let passwords = try [1, 1, 2].map {
            try PasswordGenerator(randomness: SeededSource(seed: $0)).generate().exposed
        }
        #expect(passwords[0] == passwords[1])
        #expect(passwords[0] != passwords[2])
        #expect(passwords[0].count == PasswordGenerator.defaultLength)
    }

    @Test func `every character is as likely as the others`() throws {
        let generator = PasswordGenerator(randomness: SeededSource(seed: 7))
        var counts: [Character: Int] = [:]
        for _ in 0..<2000 {
            for character in try generator.generate(length: 26).exposed.dropFirst() {
                counts[character, default: 0] += 1
            }
        }
        // 50,000 draws over 68 characters: 735 each, with a deviation of 27 and the small pull of the rules, which ask
        // for every class and keep the letters of Administrator apart.
        #expect(counts.count == 68)
        #expect(counts.values.allSatisfy { (600...880).contains($0) })
    }

    @Test(arguments: [-1, 0, 7, 27, 1000])
    func `a length that the rules do not allow is refused`(length: Int) throws {
        let generator = PasswordGenerator(randomness: SeededSource(seed: 1))
        let error = try #require(throws: AutomationError.self) { try generator.generate(length: length) }
        #expect(error.kind == .argument)
        #expect(error.message.contains("\(length) characters"))
        #expect(error.hint == "ask for 8 to 26 characters")
    }

    @Test func `rules that cannot be kept end in an error, not in a loop`() throws {
        let rules = PasswordRules(
            name: "the test",
            rules: [
                PasswordRule(.permittedCharacters(specials: "-"), source: "test"),
                PasswordRule(.noAccountName(["-"]), source: "test"),
            ]
        )
        let generator = PasswordGenerator(rules: rules, randomness: SeededSource(seed: 1))
        let error = try #require(throws: AutomationError.self) { try generator.generate() }
        #expect(error.kind == .policy)
    }

    @Test func `a set without special characters gets none`() throws {
        let rules = PasswordRules(
            name: "the test",
            rules: [PasswordRule(.permittedCharacters(specials: "$"), source: "test")]
        )
        let text = try PasswordGenerator(rules: rules, randomness: SeededSource(seed: 1)).generate().exposed
        #expect(text.allSatisfy { $0.isLetter || $0.isNumber })
    }
}
