import AutomationCore
import CloudPasswords
import Foundation
import HTTPTypes
import Testing

struct HTTPClientTransportTests {
    private static func request(
        _ authority: String,
        scheme: String = "http",
        path: String = "/v1/p/servers?limit=1",
        fields: HTTPFields = [:],
        timeout: Duration = .seconds(20)
    ) -> TransportRequest {
        TransportRequest(
            head: HTTPRequest(method: .get, scheme: scheme, authority: authority, path: path, headerFields: fields),
            timeout: timeout
        )
    }

    /// Sends one request to a server that gives this answer.
    private static func exchange(
        _ answer: String,
        then end: OneAnswerServer.End = .close,
        fields: HTTPFields = [:],
        timeout: Duration = .seconds(20)
    ) async throws -> (response: TransportResponse, received: String) {
        let server = try OneAnswerServer(answer, then: end)
        defer { server.stop() }
        let request = request("127.0.0.1:\(server.port)", fields: fields, timeout: timeout)
        let response = try await HTTPClientTransport.withTransport { try await $0.send(request) }
        return (response, await server.requests.first { _ in true } ?? "")
    }

    private static func failure(_ request: TransportRequest) async throws -> TransportError {
        try await #require(throws: TransportError.self) {
            try await HTTPClientTransport.withTransport { try await $0.send(request) }
        }
    }

    @Test func `a request goes out as it is and the answer comes back as it is`() async throws {
        let (response, received) = try await Self.exchange(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nX-Request-Id: 4f2a\r\nX-Twice: a\r\nX-Twice: b\r\n\r\n{}"
        )
        #expect(response.head.status.code == 404)
        #expect(response.body == Array("{}".utf8))
        #expect(response.head.headerFields[values: HTTPField.Name("x-twice") ?? .accept] == ["a", "b"])
        #expect(response.head.headerFields[HTTPField.Name("x-request-id") ?? .accept] == "4f2a")
        #expect(received.hasPrefix("GET /v1/p/servers?limit=1 HTTP/1.1\r\n"))
        #expect(received.lowercased().contains("\r\nuser-agent: latchkey/\(UserAgent.version)\r\n"))
        #expect(!received.lowercased().contains("accept-encoding"))
    }

    @Test func `a user agent that is there stays`() async throws {
        let (_, received) = try await Self.exchange(
            "HTTP/1.1 204 No Content\r\n\r\n",
            then: .keepOpen,
            fields: [.userAgent: "mine/1"]
        )
        #expect(received.lowercased().contains("\r\nuser-agent: mine/1\r\n"))
        #expect(!received.contains("latchkey"))
    }

    @Test func `a redirect is an answer and is not followed`() async throws {
        let (response, _) = try await Self.exchange(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
        )
        #expect(response.head.status.code == 302)
        #expect(response.head.headerFields[.location] == "http://127.0.0.1:1/")
    }

    @Test func `nobody listening is a refused connection`() async throws {
        let server = try OneAnswerServer(nil)
        server.stop()
        let error = try await Self.failure(Self.request("127.0.0.1:\(server.port)"))
        #expect(error == TransportError(.connectionRefused))
    }

    @Test func `a name without an address is an unknown host`() async throws {
        let error = try await Self.failure(Self.request("no-such-host.invalid"))
        #expect(error.reason == .unknownHost)
    }

    @Test(arguments: ["ftp", "", "http+unix"])
    func `another scheme than http and https is an invalid address`(scheme: String) async throws {
        let error = try await Self.failure(Self.request("127.0.0.1", scheme: scheme))
        #expect(error.reason == .invalidAddress)
    }

    @Test(arguments: ["", "host:port", "a b", "[::1"])
    func `an unusable host is an invalid address`(authority: String) async throws {
        let error = try await Self.failure(Self.request(authority))
        #expect(error.reason == .invalidAddress)
    }

    @Test func `an answer larger than the limit is refused`() async throws {
        let body = String(repeating: "a", count: 9 << 20)
        let error = try await #require(throws: TransportError.self) {
            try await Self.exchange("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n" + body)
        }
        #expect(error == TransportError(.unusableAnswer, detail: "the answer is larger than 8 MiB"))
    }

    @Test func `an answer that is not HTTP is unusable and not quoted`() async throws {
        let error = try await #require(throws: TransportError.self) {
            try await Self.exchange("SSH-2.0-OpenSSH_9.2 secret\r\n\r\n")
        }
        #expect(error.reason == .unusableAnswer)
        #expect(!error.description.contains("secret"))
    }

    @Test func `a connection that ends in the answer is lost`() async throws {
        let error = try await #require(throws: TransportError.self) {
            try await Self.exchange("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        }
        #expect(error.reason == .connectionLost)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"])
    func `the deadline holds to the end of the body`(answer: String) async throws {
        let error = try await #require(throws: TransportError.self) {
            try await Self.exchange(answer, then: .keepOpen, timeout: .milliseconds(200))
        }
        #expect(error.reason == .timedOut)
    }

    @Test func `a server without TLS fails the handshake`() async throws {
        let server = try OneAnswerServer("HTTP/1.1 400 Bad Request\r\n\r\n")
        defer { server.stop() }
        let error = try await Self.failure(Self.request("127.0.0.1:\(server.port)", scheme: "https"))
        #expect(error == TransportError(.tlsFailed, detail: "the server does not speak TLS on this port"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["http", "https"])
    func `the deadline holds while a connection is made`(scheme: String) async throws {
        // Connections are accepted by the system, and nobody ever reads from them.
        let server = try OneAnswerServer(nil)
        defer { server.stop() }
        let request = Self.request("127.0.0.1:\(server.port)", scheme: scheme, timeout: .milliseconds(200))
        try await HTTPClientTransport.withTransport { transport in
            // Without its deadline it would wait for ever, and run into the time limit.
            let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
            #expect(error?.reason == .timedOut)
            // Ends the connection attempt, which closing would wait for.
            server.stop()
        }
    }

    @Test func `a cancelled task gets a cancellation, not a transport error`() async throws {
        let server = try OneAnswerServer("", then: .keepOpen)
        defer { server.stop() }
        let request = Self.request("127.0.0.1:\(server.port)")
        await #expect(throws: CancellationError.self) {
            try await HTTPClientTransport.withTransport { transport in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await transport.send(request) }
                    // It waits for an answer that never comes.
                    _ = await server.requests.first { _ in true }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `a task that is cancelled already sends nothing`() async throws {
        let request = Self.request("127.0.0.1:1")
        await #expect(throws: CancellationError.self) {
            try await HTTPClientTransport.withTransport { transport in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.cancelAll()
                    group.addTask { _ = try await transport.send(request) }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `the transport is closed when the body throws, and passes the error on`() async throws {
        struct Failure: Error {}
        await #expect(throws: Failure.self) {
            try await HTTPClientTransport.withTransport { _ in throw Failure() }
        }
    }
}
