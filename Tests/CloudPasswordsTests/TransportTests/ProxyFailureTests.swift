import AutomationCore
import CloudPasswords
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ProxyFailureTests {
    /// Why a request brings no answer through a proxy with this reply. Nothing was sent, whatever it is.
    private static func failure(
        _ reply: LoopbackServer.Reply,
        scheme: String = "https",
        user: String = "",
        within limit: Duration = .seconds(20)
    ) async throws -> TransportError {
        try await LoopbackServer.with(.http(reply)) { proxy in
            var options = try TransportFixture.through("http://\(user)127.0.0.1:\(proxy.port)")
            options.connectTimeout = limit
            let error = try await TransportFixture.failure(
                TransportFixture.request("cloud.test", scheme: scheme),
                options
            )
            #expect(error.detail.contains("the proxy http://127.0.0.1:\(proxy.port)"), "\(error)")
            #expect(proxy.heads.count == 1)
            #expect(error.isUnsent)
            return error
        }
    }

    @Test(arguments: ["http", "https"])
    func `a proxy that wants to know the user says so`(scheme: String) async throws {
        let reply = LoopbackServer.Reply.text("HTTP/1.1 407 Who is there\r\nContent-Length: 6\r\n\r\nsecret")
        let unknown = try await Self.failure(reply, scheme: scheme)
        #expect(unknown.reason == .proxyRefused)
        #expect(!unknown.isPassing)
        #expect(unknown.detail.hasSuffix("asks for a user name and a password"))
        let wrong = try await Self.failure(reply, scheme: scheme, user: "user:geheim@")
        #expect(wrong.reason == .proxyRefused)
        #expect(wrong.detail.hasSuffix("refuses the user name or password"))
        #expect(!wrong.description.contains("geheim") && !wrong.description.contains("user:"))
    }

    @Test(arguments: [
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nsecret",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
    ])
    func `a proxy that refuses is named, and nothing was sent`(reply: String) async throws {
        let error = try await Self.failure(.text(reply))
        #expect(error.reason == .proxyRefused)
        #expect(!error.isPassing)
        #expect(error.detail.hasSuffix("refuses to connect to the host, or cannot"))
    }

    @Test(arguments: [
        ("SSH-2.0-OpenSSH_9.2 secret\r\n\r\n", TransportError.Reason.proxyFailed), ("", .proxyFailed),
        ("\r\n", .proxyFailed), ("HTTP/1.1 100 Continue\r\n\r\n", .proxyFailed),
        ("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", .proxyRefused),
        ("HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", .proxyRefused),
        ("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nX-", .proxyFailed),
    ])
    func `a proxy that talks nonsense or nothing is named in time`(
        reply: String,
        reason: TransportError.Reason
    ) async throws {
        // Who answers in the end is not to be cut off on a machine that is busy; for the others any limit will do.
        let limit: Duration = reason == .proxyFailed ? .milliseconds(300) : .seconds(20)
        let error = try await Self.failure(.text(reply), within: limit)
        #expect(error.reason == reason)
        #expect(!error.description.contains("secret"))
    }

    @Test(arguments: ["", "HTTP/1.1 200", "secret"])
    func `a proxy that hangs up is named, and nothing was sent`(reply: String) async throws {
        let error = try await Self.failure(.last(reply))
        #expect(error.reason == .proxyFailed)
        #expect(error.isPassing)
        #expect(!error.description.contains("secret"))
    }

    @Test(arguments: ["http", "socks5"])
    func `a proxy that is not there is named`(kind: String) async throws {
        let server = try OneAnswerServer(nil)
        server.stop()
        let proxy = "\(kind)://127.0.0.1:\(server.port)"
        let error = try await TransportFixture.failure(
            TransportFixture.request("cloud.test", scheme: "https"),
            TransportFixture.through(proxy)
        )
        let detail = "the proxy \(proxy) cannot be reached: connection refused"
        #expect(error == TransportError(.proxyFailed, detail: detail))
    }

    @Test func `a proxy without an address is named`() async throws {
        let error = try await TransportFixture.failure(
            TransportFixture.request("cloud.test"),
            TransportFixture.through("http://proxy.invalid:3128")
        )
        #expect(error == TransportError(.proxyFailed, detail: "the proxy http://proxy.invalid:3128 has no address"))
    }

    @Test func `a SOCKS proxy that speaks something else is named`() async throws {
        try await LoopbackServer.with(.socks5(tunnel: 1)) { proxy in
            // It takes no addresses, and hangs up.
            let error = try await TransportFixture.failure(
                TransportFixture.request("192.0.2.1"),
                TransportFixture.through("socks5://127.0.0.1:\(proxy.port)")
            )
            #expect([.proxyRefused, .proxyFailed].contains(error.reason))
            #expect(error.detail.contains("the proxy socks5://127.0.0.1:\(proxy.port)"), "\(error)")
        }
    }

    @Test func `a certificate that a proxy may have swapped names the proxy`() async throws {
        try await LoopbackServer.with(.http(.ok), tls: try TransportFixture.serverTLS()) { server in
            try await LoopbackServer.with(.http(.tunnel(port: server.port))) { proxy in
                let error = try await TransportFixture.failure(
                    TransportFixture.request("cloud.test", scheme: "https"),
                    TransportFixture.through(port: proxy.port)
                )
                #expect(error.reason == .tlsFailed)
                #expect(error.detail.contains("is not trusted"))
                #expect(error.detail.hasSuffix(", through the proxy http://127.0.0.1:\(proxy.port)"))
            }
        }
    }
}
