import AutomationCore
import StandardPlugins
import TestSupport
import Testing

struct HostGrantTests {
    private func isAllowed(_ pattern: String, _ url: String) async throws -> Bool {
        var call = PluginCalls(try SimulatedSetting())
        call.world.transport = StubTransport { _ in .answer(200) }
        call.grants = Grants(hosts: [pattern])
        do {
            _ = try await call("http.get", .string(url))
            return true
        } catch let error as AutomationError where error.kind == .permission {
            #expect(error.hint?.contains("--allow-host") == true || error.hint?.contains("https") == true)
            return false
        }
    }

    @Test(arguments: [
        ("cmdb.example.com", "https://cmdb.example.com/x"), ("cmdb.example.com", "https://CMDB.Example.COM:8443"),
        ("CMDB.example.com", "https://cmdb.example.com."), ("cmdb.example.com:8443", "https://cmdb.example.com:8443/"),
        ("cmdb.example.com:443", "https://cmdb.example.com/"), ("*.example.com", "https://a.example.com"),
        ("*.example.com", "https://a.b.example.com:9"), ("*.example.com:9", "https://a.example.com:9"),
        ("http://intranet", "http://intranet/x"), ("http://intranet:8080", "http://intranet:8080/"),
        ("intranet:80", "http://intranet/"), ("127.0.0.1", "http://127.0.0.1:8080/"),
        ("localhost", "http://localhost/"),
        ("[::1]", "http://[::1]:8080/"), ("[::1]:8080", "http://[::1]:8080/"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://intranet", "https://intranet/"),
    ])
    func `a host that a pattern stands for may be called`(pattern: String, url: String) async throws {
        #expect(try await isAllowed(pattern, url))
    }

    @Test(arguments: [
        ("cmdb.example.com", "https://example.com"), ("cmdb.example.com", "https://xcmdb.example.com"),
        ("cmdb.example.com", "https://cmdb.example.com.evil.test"),
        ("cmdb.example.com:8443", "https://cmdb.example.com"),
        ("*.example.com", "https://example.com"), ("*.example.com", "https://badexample.com"),
        ("cmdb.example.com", "http://cmdb.example.com"), ("cmdb.example.com:8443", "http://cmdb.example.com:8443"),
        ("intranet:80", "http://intranet:8080"), ("https://intranet:80", "http://intranet/"),
        ("127.0.0.1", "http://127.0.0.2/"), ("127.0.0.1", "http://localhost/"), ("127.1", "http://127.1/"),
        ("127.0.0.1.example.com", "http://127.0.0.1.example.com/"), ("169.254.169.254", "http://169.254.169.254/"),
    ])
    func `a host that it does not stand for may not`(pattern: String, url: String) async throws {
        #expect(try await !isAllowed(pattern, url))
    }

    @Test(arguments: [
        "", "*", "*.com", "*.", "http://", "a b", "a/b", "a@b", "host:0", "host:65536", "host:", "*.*.com", "ä.de",
    ])
    func `what is no pattern is refused`(pattern: String) {
        #expect(throws: AutomationError.self) { try HostPattern(pattern) }
    }

    @Test func `a refusal names the host and nothing more of the address`() async throws {
        let call = PluginCalls(try SimulatedSetting())
        let error = try await call.failure(
            of: "http.get",
            .string("https://hooks.example.com/services/hunter2?k=hunter2")
        )
        #expect(error.kind == .permission)
        #expect(error.message == "calling hooks.example.com is not allowed")
        #expect(error.hint == "the operator allows it with --allow-host hooks.example.com")
    }

    @Test(arguments: [
        "ftp://h/", "h/x", "", "https://", "https://u:p@h/", "https://h:99999/", "https://h /", "https://h\\@evil/",
        "//h/",
        "https://h/a b", "https://h/ä", "https://h/\r\nX: y", "https://h:80:80/", "https://[::1/", "https://h..x/",
        "https://[::1]x/",
    ])
    func `an address that can be read in two ways is refused`(url: String) async throws {
        let error = try await PluginCalls(try SimulatedSetting()).failure(of: "http.get", .string(url))
        #expect(error.kind == .argument, "\(error)")
    }
}
