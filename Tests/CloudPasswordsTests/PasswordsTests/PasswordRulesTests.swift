import AutomationCore
import CloudPasswords
import Testing

struct PasswordRulesTests {
    /// What of the requirement a message must speak of.
    private static func name(_ violation: PasswordViolation) -> String {
        switch violation.rule.requirement {
        case .length: "length"
        case .characterClasses: "classes"
        case .permittedCharacters: "characters"
        case .noAccountName: "name"
        case .noAccountNameFragment: "fragment"
        }
    }

    private static func broken(
        _ rules: PasswordRules,
        _ password: String,
        user: String? = nil,
        os: String? = "Linux"
    ) -> [String] {
        rules.violations(of: Secret(password), userName: user, osType: os).map(name)
    }

    @Test(arguments: [
        "YNbUwp!dUc9MClnv", "Abcdefg1", "ABCDEF1!", "abcdef1!", "Abcdefghijklmnopqrstuvwx1!", "Ab!@%-_=+[]:./?",
        "-Abc1234", "/Abc1234",
    ])
    func `a password that keeps every rule is valid in both sets`(password: String) throws {
        #expect(Self.broken(.current, password, os: "Windows") == [])
        #expect(Self.broken(.deprecated, password, os: "Windows") == [])
        try PasswordRules.current.validate(Secret(password), osType: "Windows")
    }

    @Test(arguments: [
        ("Abcdef1", "length"),
        ("", "length"),
        ("Abcdefghijklmnopqrstuvwxy1!", "length"),
        ("abcdefgh", "classes"),
        ("abcdefg1", "classes"),
        ("12345678", "classes"),
        ("ABCDEFG!", "classes"),
        ("Abcdefg1 ", "characters"),
        ("Abcdefg1$", "characters"),
        ("Abcdefg1密", "characters"),
        ("Abcdefg1ä", "characters"),
        ("Abcdefg1１", "characters"),
        ("Abcdefg1\u{0}", "characters"),
        ("Abcdefg1`", "characters"),
        ("Abcroot12", "name"),
        ("AbcTOOR12", "name"),
        ("Abcmin12!", "fragment"),
        ("AbcSTR12!", "fragment"),
    ])
    func `each rule of the current set is broken alone`(password: String, rule: String) {
        let broken = Self.broken(.current, password)
        #expect(broken == (password.isEmpty ? ["length", "classes"] : [rule]))
    }

    @Test func `a name is refused backwards too`() {
        #expect(Self.broken(.deprecated, "1!ROTARTSINIMDA") == ["name"])
        #expect(Self.broken(.deprecated, "1!AdministratoR") == ["name"])
        // "ini" reads the same both ways.
        #expect(Self.broken(.current, "1!ROTARTSINIMDA") == ["name", "fragment"])
        #expect(Self.broken(.current, "1!AdministratoR") == ["name", "fragment"])
    }

    @Test func `everything that is wrong is told at once`() {
        #expect(Self.broken(.current, "root ä") == ["length", "classes", "characters", "name"])
        #expect(Self.broken(.current, "administrator{}") == ["classes", "characters", "name", "fragment"])
    }

    @Test func `forbidden characters do not count as special ones`() {
        #expect(Self.broken(.current, "abcdefg1$") == ["classes", "characters"])
        #expect(Self.broken(.deprecated, "abcdefg1$") == [])
    }

    @Test func `the two sets permit different special characters`() {
        for special in "$^{}," {
            #expect(Self.broken(.current, "Abcdefg1\(special)") == ["characters"])
            #expect(Self.broken(.deprecated, "Abcdefg1\(special)") == [])
        }
        for special in "!@%-_=+[]:./?" {
            #expect(Self.broken(.current, "Abcdefg1\(special)") == [])
            #expect(Self.broken(.deprecated, "Abcdefg1\(special)") == [])
        }
        for special in "~`#&*();\"'<>|\\ ·￥…（）" {
            #expect(Self.broken(.current, "Abcdefg1\(special)") == ["characters"])
            #expect(Self.broken(.deprecated, "Abcdefg1\(special)") == ["characters"])
        }
    }

    @Test func `the given user name is refused, in any case and backwards`() {
        for rules in [PasswordRules.current, .deprecated] {
            #expect(Self.broken(rules, "1!Deployer", user: "deployer") == ["name"])
            #expect(Self.broken(rules, "1!Reyolped", user: "Deployer") == ["name"])
            #expect(Self.broken(rules, "1!Depl-oyer", user: "deployer") == [])
            #expect(Self.broken(rules, "1!Abcdefg", user: "") == [])
        }
    }

    @Test func `three characters of the user name count on Windows and where the system is not known`() {
        for rules in [PasswordRules.current, .deprecated] {
            #expect(Self.broken(rules, "1!Ployxyz", user: "deployer", os: "Windows") == ["fragment"])
            #expect(Self.broken(rules, "1!Ployxyz", user: "deployer", os: "windows") == ["fragment"])
            #expect(Self.broken(rules, "1!Ployxyz", user: "deployer", os: nil) == ["fragment"])
            #expect(Self.broken(rules, "1!Ployxyz", user: "deployer", os: "Linux") == [])
        }
        #expect(Self.broken(.deprecated, "Abcmin12!", os: "Windows") == ["fragment"])
        #expect(Self.broken(.deprecated, "Abcmin12!", os: "Linux") == [])
    }

    @Test func `the error lists every broken rule and nothing of the password`() throws {
        let password = "q~root"
        let error = try #require(throws: AutomationError.self) {
            try PasswordRules.current.validate(Secret(password), osType: "Linux")
        }
        #expect(error.kind == .policy)
        #expect(error.message.hasPrefix("the password breaks 4 rules of the reset API (v1): it must have 8 to 26"))
        #expect(error.message.count { $0 == ";" } == 3)
        let told = error.description + (error.hint ?? "")
        #expect(!told.contains("~"))
        #expect(!told.contains("q"))
    }

    @Test func `a message is the same for every password that breaks the rule`() {
        let passwords = ["abc", "Abc12 34", "Abcdefghijklmnopqrstuvwxyz1234567890", "密码密码密码密码", "administrator"]
        let messages = passwords.flatMap { PasswordRules.current.violations(of: Secret($0)).map(\.message) }
        #expect(Set(messages).isSubset(of: PasswordRules.current.rules.map(\.summary)))
    }

    @Test func `every rule names the page that states it`() {
        for rule in PasswordRules.current.rules + PasswordRules.deprecated.rules {
            #expect(rule.source.hasPrefix("ECS API Reference, Resetting the Password"))
        }
        #expect(PasswordRules.deprecated.rules.allSatisfy { $0.source.hasSuffix("(Discarded)") })
    }
}
