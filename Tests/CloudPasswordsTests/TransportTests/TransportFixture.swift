import AutomationCore
import CloudPasswords
import HTTPTypes
import NIOSSL
import TestSupport
import Testing

/// What the tests of the transport share.
enum TransportFixture {
    /// A GET of `/v1`.
    static func request(
        _ authority: String,
        scheme: String = "http",
        fields: HTTPFields = [:],
        timeout: Duration = .seconds(20)
    ) -> TransportRequest {
        TransportRequest(
            head: HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/v1", headerFields: fields),
            timeout: timeout
        )
    }

    /// Sends one request.
    static func send(_ request: TransportRequest, _ options: TransportOptions) async throws -> TransportResponse {
        try await HTTPClientTransport.withTransport(options: options) { try await $0.send(request) }
    }

    /// Why a request brings no answer.
    static func failure(_ request: TransportRequest, _ options: TransportOptions) async throws -> TransportError {
        try await #require(throws: TransportError.self) { try await send(request, options) }
    }

    /// Options that send everything through a proxy.
    static func through(_ proxy: String) throws -> TransportOptions {
        try TransportOptions(environment: [:], files: FileRoot("/"), proxy: proxy)
    }

    /// Options that send everything through a proxy at a port of this machine.
    static func through(port: Int) throws -> TransportOptions {
        try through("http://127.0.0.1:\(port)")
    }

    /// The certificate of the tests' authority, in a file.
    static func trust() throws -> TrustedCertificates {
        let folder = try TemporaryFolder()
        _ = try folder.write("ca.pem", TestCertificates.authority)
        return try TrustedCertificates(path: "ca.pem", in: FileRoot(folder.path), from: "a test")
    }

    /// What a server needs to prove that it is cloud.test.
    static func serverTLS(protocols: [String] = []) throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: [
                .certificate(try NIOSSLCertificate(bytes: Array(TestCertificates.server.utf8), format: .pem))
            ],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificates.serverKey.utf8), format: .pem))
        )
        tls.applicationProtocols = protocols
        return tls
    }
}
