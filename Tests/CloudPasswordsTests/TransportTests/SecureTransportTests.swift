import AutomationCore
import CloudPasswords
import HTTPTypes
import NIOSSL
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SecureTransportTests {
    private static func trusting() throws -> TransportOptions {
        var options = TransportOptions()
        options.trustedCertificates = try TransportFixture.trust()
        return options
    }

    @Test func `a server is trusted by the certificates of the bundle, and not without`() async throws {
        try await LoopbackServer.with(.http(.ok), tls: try TransportFixture.serverTLS()) { server in
            let request = TransportFixture.request("localhost:\(server.port)", scheme: "https")
            let response = try await TransportFixture.send(request, Self.trusting())
            #expect(response.head.status == .ok)
            let error = try await TransportFixture.failure(request, TransportOptions())
            #expect(
                error == TransportError(.tlsFailed, detail: "the server's certificate is not trusted, or has expired")
            )
            #expect(server.heads.count == 1)
        }
    }

    @Test func `a trusted certificate is refused by a host that it does not name`() async throws {
        try await LoopbackServer.with(.http(.ok), tls: try TransportFixture.serverTLS()) { server in
            let request = TransportFixture.request("127.0.0.1:\(server.port)", scheme: "https")
            let error = try await TransportFixture.failure(request, Self.trusting())
            #expect(error == TransportError(.tlsFailed, detail: "the server's certificate is not for this host"))
            #expect(server.heads.isEmpty)
        }
    }

    @Test func `a trusted certificate for another name is refused through a proxy too`() async throws {
        try await LoopbackServer.with(.http(.ok), tls: try TransportFixture.serverTLS()) { server in
            try await LoopbackServer.with(.http(.tunnel(port: server.port))) { proxy in
                var options = try TransportFixture.through(port: proxy.port)
                options.trustedCertificates = try TransportFixture.trust()
                let request = TransportFixture.request("other.test", scheme: "https")
                let error = try await TransportFixture.failure(request, options)
                #expect(error.reason == .tlsFailed)
                #expect(error.detail.hasPrefix("the server's certificate is not for this host, through the proxy "))
                #expect(server.heads.isEmpty)
            }
        }
    }

    @Test func `HTTP 2 is spoken with a server that offers it, over one connection`() async throws {
        try await LoopbackServer.with(.http2, tls: try TransportFixture.serverTLS(protocols: ["h2"])) { server in
            let request = TransportFixture.request("localhost:\(server.port)", scheme: "https")
            try await HTTPClientTransport.withTransport(options: Self.trusting()) { transport in
                for _ in 1...2 {
                    let response = try await transport.send(request)
                    #expect(response.head.status == .ok)
                    #expect(response.body == Array("{}".utf8))
                }
            }
            #expect(server.connections == 1)
            #expect(server.heads == ["stream 1", "stream 3"])
        }
    }

    @Test func `a server with old TLS alone is refused`() async throws {
        var tls = try TransportFixture.serverTLS()
        tls.minimumTLSVersion = .tlsv1
        tls.maximumTLSVersion = .tlsv11
        try await LoopbackServer.with(.http(.ok), tls: tls) { server in
            let request = TransportFixture.request("localhost:\(server.port)", scheme: "https")
            let error = try await TransportFixture.failure(request, Self.trusting())
            #expect(error.reason == .tlsFailed)
        }
    }
}
