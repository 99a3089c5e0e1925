import AutomationCore
import Testing

struct SecretTests {
    private struct Holder {
        var name = "holder"
        var secret = Secret("hunter2-密码", sealedDigest: "abc")
        var optional: Secret? = Secret("hunter2-密码")
    }

    @Test func `no way of printing shows it`() {
        let secret = Secret("hunter2-密码", sealedDigest: "abc")
        var dumped = ""
        dump(secret, to: &dumped)
        dump(Holder(), to: &dumped)
        dump([secret], to: &dumped)
        let texts = [
            "\(secret)", secret.description, secret.debugDescription, String(describing: secret),
            String(reflecting: secret), "\(Holder())", String(reflecting: Holder()), "\([secret])",
            "\(["key": secret])",
            String(describing: Optional(secret)), "\(Value.object(secret))", String(reflecting: Value.object(secret)),
            secret.displayText, dumped,
        ]
        for text in texts {
            #expect(text.contains(Secret.placeholder))
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("密码"))
        }
    }

    @Test func `its mirror is empty and it has no fields`() {
        #expect(Mirror(reflecting: Secret("hunter2")).children.isEmpty)
        #expect(Secret("hunter2").fields.isEmpty)
        #expect(!(Secret("hunter2") as Any is any Encodable))
    }

    @Test func `the text comes out where it is asked for, unchanged`() {
        for text in ["", "hunter2", "密码 und Ümlaut", "a\u{0}b"] {
            #expect(Secret(text).withExposedText { $0 } == text)
        }
        #expect(Secret("").isEmpty)
        #expect(!Secret(" ").isEmpty)
    }

    @Test(arguments: [
        ("", "", true), ("hunter2", "hunter2", true), ("hunter2", "hunter3", false), ("hunter2", "iunter2", false),
        ("hunter2", "hunter", false), ("hunter", "hunter2", false), ("", "x", false), ("é", "e\u{301}", false),
    ])
    func `two match when they hold the same bytes`(left: String, right: String, areSame: Bool) {
        #expect(Secret(left).matches(Secret(right)) == areSame)
    }

    @Test func `it remembers what it was sealed as, and nothing when it was not`() {
        #expect(Secret("hunter2", sealedDigest: "abc").sealedDigest == "abc")
        #expect(Secret("hunter2").sealedDigest == nil)
    }

    @Test func `a copy outlives the original`() {
        var original: Secret? = Secret("hunter2")
        let copy = original
        original = nil
        #expect(copy?.withExposedText { $0 } == "hunter2")
    }

    @Test func `an error about it is as silent`() throws {
        struct Failure: Error { var secret: Secret }
        let error = Failure(secret: Secret("hunter2"))
        #expect("\(error)".contains(Secret.placeholder))
        #expect(!"\(error)".contains("hunter2"))
    }
}
