import AutomationCore
import Testing

@Suite struct KnownSecretsTests {
    private func hidden(_ text: String, knowing secret: String) -> String {
        let secrets = KnownSecrets()
        secrets.add([Secret(secret)])
        return secrets.hiding(text)
    }

    @Test(arguments: [
        ("p\"a/ss<ü>", "p\"a/ss<ü>"), ("p\"a/ss<ü>", #"p\"a/ss<ü>"#), ("p\"a/ss<ü>", #"p\"a/ss<\u00fc>"#),
        ("p\"a/ss<ü>", #"p\"a/ss<\u00FC>"#), ("p\"a/ss<ü>", #"p\"a/ss\u003cü\u003e"#), ("p\"a/ss<ü>", #"p\"a\/ss<ü>"#),
        ("tab\tand\u{1}", #"tab\tand\u0001"#),
    ])
    func `a secret is found as it is and as writers of JSON spell it`(secret: String, spelling: String) {
        #expect(hidden("it is [\(spelling)] now", knowing: secret) == "it is [<secret>] now")
    }

    @Test func `of a secret in JSON no text shows, by itself or in the whole`() {
        let account = #"{"client_id":"me-and-you","client_secret":"s3cr3t-value","more":[{"key":"other-value"}]}"#
        #expect(hidden("got \(account)", knowing: account) == "got <secret>")
        #expect(hidden("got s3cr3t-value, other-value", knowing: account) == "got <secret>, <secret>")
    }

    @Test func `of a store's document the passwords are kept, and names and times are shown`() {
        let document = #"{"version":1,"server_id":"id-1234","server_name":"web-01","history":[{"password":"old-one"}]}"#
        #expect(hidden("web-01 had old-one", knowing: document) == "web-01 had <secret>")
        #expect(hidden(document, knowing: document) == "<secret>")
    }

    @Test func `of a secret with several lines each line is kept`() {
        let key = "-----BEGIN KEY-----\nMIIEabcdef\r\nxyz0123456\n-----END KEY-----\n"
        #expect(hidden("MIIEabcdef", knowing: key) == "<secret>")
        #expect(hidden("then xyz0123456.", knowing: key) == "then <secret>.")
    }

    @Test func `what is shorter than four bytes is in every other word, and not looked for`() {
        #expect(hidden("abc", knowing: "abc") == "abc")
        #expect(hidden("abcd", knowing: "abcd") == "<secret>")
    }
}
