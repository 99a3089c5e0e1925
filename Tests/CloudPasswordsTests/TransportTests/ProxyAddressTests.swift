import AutomationCore
import CloudPasswords
import Testing

struct ProxyAddressTests {
    @Test(arguments: [
        ("http://proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("HTTP://proxy.example.com:3128/", "http://proxy.example.com:3128"),
        ("proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("proxy", "http://proxy:80"),
        (" http://10.0.0.1:1 ", "http://10.0.0.1:1"),
        ("http://[fd00::1]:3128", "http://[fd00::1]:3128"),
        ("http://[fd00::1]", "http://[fd00::1]:80"),
        ("http://user:pa%40ss@proxy:3128", "http://proxy:3128"),
        ("user:pass@proxy:3128", "http://proxy:3128"),
        ("socks5://proxy", "socks5://proxy:1080"),
        ("socks5h://proxy:1081", "socks5://proxy:1081"),
    ])
    func `an address is read, and its description has no user name and no password`(
        text: String,
        description: String
    ) throws {
        let address = try ProxyAddress(text, from: "HTTPS_PROXY")
        #expect(address.description == description)
        #expect("\(String(reflecting: address)) \(address.customMirror.children.count)" == "\(description) 0")
    }

    @Test(arguments: [
        "", "http://", "http://:3128", "ftp://user:geheim@proxy", "http://user:geheim@proxy:port",
        "http://user:geheim@proxy:0", "http://user:geheim@proxy:65536", "http://user:ge/heim@proxy:1",
        "http://user:geheim@proxy/path", "http://user:geheim%0d@proxy", "http://user:geheim%zz@proxy",
        "http://us%3Aer:geheim@proxy", "http://[geheim]:1", "http://fd00::1:geheim", "http://pro xy:1",
        "https://user:geheim@proxy:3128", "socks4://user:geheim@proxy", "socks5://user:geheim@proxy:1080",
        "geheim://proxy",
    ])
    func `what cannot be used is an error of the variable, and is not quoted`(text: String) throws {
        let error = try #require(throws: AutomationError.self) { try ProxyAddress(text, from: "HTTPS_PROXY") }
        #expect(error.kind == .input)
        #expect(error.message.hasPrefix("HTTPS_PROXY "))
        #expect(error.hint != nil)
        for part in ["geheim", "ge/heim", "user:", "us%3Aer"] {
            #expect(!"\(error.message)".contains(part))
            #expect(error.hint?.contains(part) != true)
        }
    }

    @Test func `two addresses differ when their passwords do`() throws {
        let first = try ProxyAddress("http://user:one@proxy:1", from: "a test")
        #expect(first == (try ProxyAddress("user:one@proxy:1", from: "another")))
        #expect(first != (try ProxyAddress("http://user:two@proxy:1", from: "a test")))
        #expect(first != (try ProxyAddress("http://proxy:1", from: "a test")))
    }
}
