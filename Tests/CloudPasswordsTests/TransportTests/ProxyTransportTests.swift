import AutomationCore
import CloudPasswords
import HTTPTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ProxyTransportTests {
    @Test func `plain http goes through a tunnel, and only the proxy sees its credentials`() async throws {
        try await LoopbackServer.with(.http(.ok)) { server in
            try await LoopbackServer.with(.http(.tunnel(port: server.port))) { proxy in
                let options = try TransportFixture.through("http://user:ge%68eim@127.0.0.1:\(proxy.port)")
                let request = TransportFixture.request(
                    "cloud.test:8774",
                    fields: [HTTPField.Name("X-Auth-Token") ?? .cookie: "a-token"]
                )
                try await HTTPClientTransport.withTransport(options: options) { transport in
                    for _ in 1...2 {
                        let response = try await transport.send(request)
                        #expect(response.body == Array("{}".utf8))
                    }
                }
                let head = try #require(proxy.heads.first).lowercased()
                #expect(head.hasPrefix("connect cloud.test:8774 http/1.1\r\n"))
                // user:geheim
                #expect(proxy.heads.first?.contains("Basic dXNlcjpnZWhlaW0=\r\n") == true)
                #expect(!head.contains("a-token"))
                #expect(proxy.heads.count == 1 && proxy.connections == 1)
                #expect(server.heads.count == 2 && server.connections == 1)
                for head in server.heads {
                    #expect(head.hasPrefix("GET /v1 HTTP/1.1\r\n"))
                    #expect(head.contains("a-token"))
                    #expect(!head.lowercased().contains("proxy"))
                }
            }
        }
    }

    @Test func `https goes through a tunnel, and the proxy sees nothing of it`() async throws {
        try await LoopbackServer.with(.http(.ok), tls: try TransportFixture.serverTLS()) { server in
            try await LoopbackServer.with(.http(.tunnel(port: server.port))) { proxy in
                var options = try TransportFixture.through(port: proxy.port)
                options.trustedCertificates = try TransportFixture.trust()
                let request = TransportFixture.request("cloud.test", scheme: "https")
                let response = try await TransportFixture.send(request, options)
                #expect(response.head.status == .ok)
                #expect(proxy.heads.count == 1)
                #expect(proxy.heads.first?.hasPrefix("CONNECT cloud.test:443 HTTP/1.1\r\n") == true)
                #expect(server.heads.first?.hasPrefix("GET /v1 HTTP/1.1\r\n") == true)
            }
        }
    }

    @Test func `a SOCKS proxy is given the name of the host`() async throws {
        try await LoopbackServer.with(.http(.ok), tls: try TransportFixture.serverTLS()) { server in
            try await LoopbackServer.with(.socks5(tunnel: server.port)) { proxy in
                var options = try TransportFixture.through("socks5://127.0.0.1:\(proxy.port)")
                options.trustedCertificates = try TransportFixture.trust()
                let request = TransportFixture.request("cloud.test", scheme: "https")
                let response = try await TransportFixture.send(request, options)
                #expect(response.head.status == .ok)
                #expect(proxy.heads == ["cloud.test"])
            }
        }
    }

    @Test func `each scheme has a proxy of its own`() async throws {
        try await LoopbackServer.with(.http(.ok)) { server in
            try await LoopbackServer.with(.http(.tunnel(port: server.port))) { plain in
                try await LoopbackServer.with(.http(.last("HTTP/1.1 502 Bad Gateway\r\n\r\n"))) { secure in
                    let options = try TransportOptions(
                        environment: [
                            "HTTP_PROXY": "127.0.0.1:\(plain.port)", "HTTPS_PROXY": "127.0.0.1:\(secure.port)",
                        ],
                        files: FileRoot("/")
                    )
                    let request = TransportFixture.request("cloud.test")
                    let response = try await TransportFixture.send(request, options)
                    #expect(response.head.status == .ok)
                    #expect(plain.heads.count == 1 && secure.heads.isEmpty)
                    _ = try await TransportFixture.failure(
                        TransportFixture.request("cloud.test", scheme: "https"),
                        options
                    )
                    #expect(plain.heads.count == 1 && secure.heads.count == 1)
                }
            }
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "2130706433"])
    func `this machine is reached without a proxy`(host: String) async throws {
        try await LoopbackServer.with(.http(.ok)) { server in
            let options = try TransportFixture.through("http://proxy.invalid:1")
            let request = TransportFixture.request("\(host):\(server.port)")
            let response = try await TransportFixture.send(request, options)
            #expect(response.head.status == .ok)
        }
    }

    @Test func `a host in NO_PROXY is reached without the proxy`() async throws {
        try await LoopbackServer.with(.http(.text("HTTP/1.1 200 OK\r\n\r\n"))) { proxy in
            let options = try TransportOptions(
                environment: ["ALL_PROXY": "127.0.0.1:\(proxy.port)", "NO_PROXY": "invalid"],
                files: FileRoot("/")
            )
            let error = try await TransportFixture.failure(TransportFixture.request("cloud.invalid"), options)
            #expect(error == TransportError(.unknownHost))
            #expect(proxy.connections == 0)
        }
    }

    @Test func `an address without a name cannot be checked through a proxy`() async throws {
        try await LoopbackServer.with(.http(.ok)) { proxy in
            let options = try TransportFixture.through(port: proxy.port)
            for authority in ["192.0.2.1", "[2001:db8::1]:8443"] {
                let request = TransportFixture.request(authority, scheme: "https")
                let error = try await TransportFixture.failure(request, options)
                #expect(error.reason == .invalidAddress)
                #expect(error.detail.contains("NO_PROXY"))
            }
            #expect(proxy.connections == 0)
        }
    }
}
