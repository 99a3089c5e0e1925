import CloudPasswords
import Testing

/// Nothing is sent here: on a cloud server the metadata service is really there.
struct ProxyRulesTests {
    private static func rules(exceptions: String = "") throws -> ProxyRules {
        ProxyRules(
            https: try ProxyAddress("secure:1", from: "a test"),
            http: try ProxyAddress("plain:1", from: "a test"),
            exceptions: ProxyExceptions(exceptions)
        )
    }

    @Test(
        arguments: [
            "169.254.169.254", "169.254.0.1", "[::ffff:169.254.169.254]", "2852039166", "0xa9.254.43518", "0xA9FEA9FE",
            "0251.0376.0251.0376", "[fe80::a9fe:a9fe]", "[febf::1%eth0]", "127.0.0.1", "127.1", "[::1]", "[::]",
            "0.0.0.0",
            "localhost", "LOCALHOST.", "metadata.localhost",
        ],
        ["http", "https"]
    )
    func `what differs from machine to machine is never asked through a proxy`(host: String, scheme: String) throws {
        #expect(try Self.rules().proxy(scheme: scheme, host: host, port: 80) == nil)
    }

    @Test(arguments: [
        "example.com", "169.253.169.254", "10.0.0.1", "[fec0::1]", "[2001:db8::1]", "localhost.example.com",
        "notlocalhost", "127.example.com", "128.0.0.1", "1.2.3.4.example",
    ])
    func `everything else goes through the proxy of its scheme`(host: String) throws {
        let rules = try Self.rules()
        #expect(rules.proxy(scheme: "https", host: host, port: 443)?.host == "secure")
        #expect(rules.proxy(scheme: "HTTPS", host: host, port: 443)?.host == "secure")
        #expect(rules.proxy(scheme: "http", host: host, port: 80)?.host == "plain")
    }

    @Test func `an exception and a scheme without a proxy go straight`() throws {
        let rules = try Self.rules(exceptions: "example.com:443")
        #expect(rules.proxy(scheme: "https", host: "ecs.example.com", port: 443) == nil)
        #expect(rules.proxy(scheme: "https", host: "ecs.example.com", port: 8443) != nil)
        #expect(ProxyRules(https: rules.https).proxy(scheme: "http", host: "example.org", port: 80) == nil)
    }
}
