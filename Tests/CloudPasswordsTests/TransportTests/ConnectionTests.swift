import AutomationCore
import CloudPasswords
import HTTPTypes
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ConnectionTests {
    @Test func `requests one after the other share a connection, which closes at the end`() async throws {
        try await LoopbackServer.with(.http(.ok)) { server in
            let request = TransportFixture.request("127.0.0.1:\(server.port)")
            try await HTTPClientTransport.withTransport { transport in
                for _ in 1...5 { _ = try await transport.send(request) }
            }
            #expect(server.connections == 1)
            #expect(server.heads.count == 5)
            _ = await server.closures.first { _ in true }
        }
    }

    @Test func `no more connections than allowed are made to a host`() async throws {
        try await LoopbackServer.with(.http(.ok)) { server in
            var options = TransportOptions()
            options.connectionsPerHost = 2
            let request = TransportFixture.request("127.0.0.1:\(server.port)")
            try await HTTPClientTransport.withTransport(options: options) { transport in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 1...20 { group.addTask { _ = try await transport.send(request) } }
                    try await group.waitForAll()
                }
            }
            #expect(server.heads.count == 20)
            #expect(server.connections <= 2)
        }
    }

    @Test func `a connection that the server closed is not used again`() async throws {
        try await LoopbackServer.with(
            .http(.last("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        ) { server in
            let request = TransportFixture.request("127.0.0.1:\(server.port)")
            try await HTTPClientTransport.withTransport { transport in
                for _ in 1...3 {
                    let response = try await transport.send(request)
                    #expect(response.head.status == .ok)
                }
            }
            #expect(server.connections == 3)
        }
    }

    @Test func `a cancelled request closes its connection at once`() async throws {
        try await LoopbackServer.with(.http(.text(""))) { server in
            let request = TransportFixture.request("127.0.0.1:\(server.port)")
            try await HTTPClientTransport.withTransport { transport in
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: CancellationError.self) { try await transport.send(request) }
                    }
                    while server.heads.isEmpty { await Task.yield() }
                    group.cancelAll()
                }
                // The transport is still open.
                _ = await server.closures.first { _ in true }
            }
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\n\r\n{"])
    func `a silent server is given up after the read timeout`(start: String) async throws {
        try await LoopbackServer.with(.http(.text(start))) { server in
            var options = TransportOptions()
            options.readTimeout = .milliseconds(100)
            let error = try await TransportFixture.failure(
                TransportFixture.request("127.0.0.1:\(server.port)"),
                options
            )
            #expect(error == TransportError(.timedOut, detail: "nothing came for 100ms"))
        }
    }

    @Test func `a body that trickles for ever ends with the request's own time`() async throws {
        let reply = LoopbackServer.Reply.trickle("HTTP/1.1 200 OK\r\n\r\n{", every: .milliseconds(5))
        try await LoopbackServer.with(.http(reply)) { server in
            var options = TransportOptions()
            options.readTimeout = .seconds(60)
            let error = try await TransportFixture.failure(
                TransportFixture.request("127.0.0.1:\(server.port)", timeout: .milliseconds(300)),
                options
            )
            #expect(error == TransportError(.timedOut))
            _ = await server.closures.first { _ in true }
        }
    }

    @Test(arguments: [4096, 4097])
    func `a body may be as large as the limit and no larger`(size: Int) async throws {
        let body = String(repeating: "a", count: size)
        for head in ["Content-Length: \(size)\r\n\r\n\(body)", "\r\n\(body)"] {
            try await LoopbackServer.with(.http(.last("HTTP/1.1 200 OK\r\n\(head)"))) { server in
                var options = TransportOptions()
                options.maximumBodySize = 4096
                let request = TransportFixture.request("127.0.0.1:\(server.port)")
                if size <= 4096 {
                    let response = try await TransportFixture.send(request, options)
                    #expect(response.body.count == size)
                } else {
                    let error = try await TransportFixture.failure(request, options)
                    #expect(
                        error == TransportError(.unusableAnswer, detail: "the answer is larger than 4096 bytes")
                    )
                }
            }
        }
    }

    @Test func `a packed answer is passed on as it is, not unpacked without a limit`() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
        try await LoopbackServer.with(.http(.text(answer))) { server in
            let request = TransportFixture.request("127.0.0.1:\(server.port)")
            let response = try await TransportFixture.send(request, TransportOptions())
            #expect(response.body == Array("{}".utf8))
            #expect(server.heads.first?.lowercased().contains("accept-encoding") == false)
        }
    }
}
