import AutomationCore
import CloudPasswords
import TestSupport
import Testing

struct TransportOptionsTests {
    private static func options(
        _ environment: [String: String],
        proxy: String? = nil,
        noProxy: String? = nil,
        caBundle: String? = nil,
        files: FileRoot = FileRoot("/")
    ) throws -> TransportOptions {
        try TransportOptions(
            environment: environment,
            files: files,
            proxy: proxy,
            noProxy: noProxy,
            caBundle: caBundle
        )
    }

    @Test(
        arguments: [
            ([:], nil, nil),
            (["HTTPS_PROXY": "a:1"], "http://a:1", nil),
            (["HTTP_PROXY": "a:1"], nil, "http://a:1"),
            (["https_proxy": "a:1", "HTTPS_PROXY": "b:1"], "http://a:1", nil),
            (["https_proxy": "", "HTTPS_PROXY": "b:1"], "http://b:1", nil),
            (["http_proxy": "a:1", "HTTP_PROXY": "b:1"], nil, "http://a:1"),
            (["HTTP_PROXY": "a:1", "REQUEST_METHOD": "GET"], nil, nil),
            (["http_proxy": "a:1", "REQUEST_METHOD": "GET"], nil, "http://a:1"),
            (["ALL_PROXY": "socks5://a"], "socks5://a:1080", "socks5://a:1080"),
            (["ALL_PROXY": "a:1", "HTTPS_PROXY": "b:1"], "http://b:1", "http://a:1"),
            (["all_proxy": "a:1", "ALL_PROXY": "b:1"], "http://a:1", "http://a:1"),
        ] as [([String: String], String?, String?)]
    )
    func `the environment chooses a proxy for each scheme`(
        environment: [String: String],
        https: String?,
        http: String?
    ) throws {
        let proxies = try Self.options(environment).proxies
        #expect(proxies.https?.description == https)
        #expect(proxies.http?.description == http)
    }

    @Test func `an option wins over the environment, and an empty one means no proxy`() throws {
        let environment = ["HTTPS_PROXY": "not a proxy", "ALL_PROXY": "a:1", "NO_PROXY": "env.test"]
        let proxies = try Self.options(environment, proxy: "b:2").proxies
        #expect(proxies.https?.description == "http://b:2")
        #expect(proxies.http?.description == "http://b:2")
        #expect(proxies.exceptions.contains(host: "env.test", port: 443))
        #expect(try Self.options(environment, proxy: "").proxies.https == nil)
        let other = try Self.options(["NO_PROXY": "env.test"], noProxy: "option.test").proxies.exceptions
        #expect(other.contains(host: "option.test", port: 443))
        #expect(!other.contains(host: "env.test", port: 443))
    }

    @Test(arguments: ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY"])
    func `a variable that is no proxy is named`(name: String) throws {
        let error = try #require(throws: AutomationError.self) { try Self.options([name: "user:geheim@a:b"]) }
        #expect(error.kind == .input)
        #expect(error.message.hasPrefix(name))
        #expect(!error.message.contains("geheim"))
    }

    @Test func `an option that is no proxy is named`() throws {
        let error = try #require(throws: AutomationError.self) { try Self.options([:], proxy: "ftp://a") }
        #expect(error.message.hasPrefix("--proxy "))
    }

    @Test func `the first certificate variable that is set is read`() throws {
        let folder = try TemporaryFolder()
        let good = try folder.write("good.pem", "text\n" + TestCertificates.authority + "\n" + TestCertificates.server)
        let files = FileRoot(folder.path)
        var environment = ["LATCHKEY_CA_BUNDLE": good, "OS_CACERT": "none-2", "SSL_CERT_FILE": "none-3"]
        #expect(try Self.options(environment, files: files).trustedCertificates != nil)
        environment["LATCHKEY_CA_BUNDLE"] = ""
        let second = try #require(throws: AutomationError.self) { try Self.options(environment, files: files) }
        #expect(second.message == "OS_CACERT names none-2, and there is no such file")
        environment["OS_CACERT"] = nil
        let third = try #require(throws: AutomationError.self) { try Self.options(environment, files: files) }
        #expect(third.message == "SSL_CERT_FILE names none-3, and there is no such file")
        #expect(try Self.options(environment, caBundle: "good.pem", files: files).trustedCertificates != nil)
    }

    @Test(arguments: [
        "", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        TestCertificates.serverKey,
    ])
    func `a file without a certificate is refused`(content: String) throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("bad.pem", content)
        let error = try #require(throws: AutomationError.self) {
            try Self.options([:], caBundle: "bad.pem", files: FileRoot(folder.path))
        }
        #expect(error.kind == .input)
        #expect(error.message.hasPrefix("--ca-bundle names bad.pem, which is not a list of certificates"))
    }

    @Test func `a folder in place of the file is refused`() throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: AutomationError.self) { try Self.options(["OS_CACERT": folder.path]) }
        #expect(error.message == "OS_CACERT names \(folder.path), which cannot be read")
    }
}
