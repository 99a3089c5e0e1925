import CloudPasswords
import Testing

struct ProxyExceptionsTests {
    @Test(arguments: [
        ("*", "example.com", 443),
        ("example.com", "example.com", 443),
        ("example.com", "EXAMPLE.com.", 443),
        ("Example.COM.", "example.com", 443),
        ("example.com", "ecs.example.com", 443),
        (".example.com", "ecs.example.com", 443),
        (".example.com", "example.com", 443),
        ("*.example.com", "ecs.example.com", 443),
        ("example.com:8443", "example.com", 8443),
        (".example.com:8443", "ecs.example.com", 8443),
        ("10.0.0.1", "10.0.0.1", 80),
        ("10.0.0.1:80", "10.0.0.1", 80),
        ("10.0.0.0/8", "10.200.3.4", 80),
        ("10.0.0.0/9", "10.127.3.4", 80),
        ("0.0.0.0/0", "192.0.2.1", 80),
        ("10.0.0.1/32", "10.0.0.1", 80),
        ("10.0.0.0/8", "::ffff:10.1.2.3", 80),
        ("fd00::1", "[fd00:0::1]", 80),
        ("[fd00::1]", "fd00::1", 80),
        ("[fd00::1]:8443", "[fd00::1]", 8443),
        ("fd00::/8", "[fd12:3456::1]", 80),
        ("fd00::/9", "[fd7f::1]", 80),
        ("a.test, b.test", "b.test", 80),
        ("a.test b.test", "a.test", 80),
        (" ,,b.test,", "b.test", 80),
        ("10.0.0.0/99,example.com", "example.com", 80),
    ])
    func `a host that is listed goes without a proxy`(list: String, host: String, port: Int) {
        #expect(ProxyExceptions(list).contains(host: host, port: port))
    }

    @Test(arguments: [
        ("", "example.com", 443),
        (",", "example.com", 443),
        (".", "example.com", 443),
        ("example.com", "notexample.com", 443),
        (".example.com", "notexample.com", 443),
        ("ecs.example.com", "example.com", 443),
        ("example.com", "example.com.evil.test", 443),
        ("example.com:8443", "example.com", 443),
        ("example.com:0", "example.com", 443),
        ("example.com:https", "example.com", 443),
        ("10.0.0.1", "10.0.0.11", 80),
        ("10.0.0.1:81", "10.0.0.1", 80),
        ("0.0.1", "10.0.0.1", 80),
        ("10.0.0.0/8", "11.0.0.1", 80),
        ("10.0.0.0/9", "10.128.0.1", 80),
        ("10.0.0.0/33", "10.0.0.1", 80),
        ("10.0.0.0/-1", "10.0.0.1", 80),
        ("10.0.0.0/", "10.0.0.1", 80),
        ("10.0.0.0/8", "10.example.com", 80),
        ("fd00::/8", "[fe00::1]", 80),
        ("fd00::/9", "[fd80::1]", 80),
        ("::/0", "10.0.0.1", 80),
        ("[fd00::1]:8443", "[fd00::1]", 443),
        ("fd00::1", "[fd00::2]", 80),
        ("http://example.com", "example.com", 80),
    ])
    func `a host that is not listed does not`(list: String, host: String, port: Int) {
        #expect(!ProxyExceptions(list).contains(host: host, port: port))
    }
}
