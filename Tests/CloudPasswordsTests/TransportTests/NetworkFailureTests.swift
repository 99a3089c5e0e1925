import AutomationCore
import Foundation
import NIOCore
import NIOSSL
import Testing

@testable import CloudPasswords

/// What a failure says of whether the request left.
struct NetworkFailureTests {
    private static func translate(_ error: any Error, wasSent: Bool) -> TransportError {
        NetworkFailure(options: TransportOptions(), proxy: nil).translate(error, wasSent: wasSent)
    }

    @Test(arguments: [ECONNREFUSED, ECONNRESET, EPIPE, ETIMEDOUT])
    func `a connection that breaks behind the request is lost, whatever the system calls it`(code: CInt) {
        // An established connection that times out may end with the code of a refused one, from an ICMP message.
        let error = IOError(errnoCode: code, reason: "read")
        #expect(Self.translate(error, wasSent: true).reason == .connectionLost)
        #expect(Self.translate(error, wasSent: false).reason == .connectionRefused)
    }

    @Test func `TLS that fails behind the request is a lost connection and no failed handshake`() {
        let error = NIOSSLError.handshakeFailed(.sslError([]))
        #expect(Self.translate(error, wasSent: true).reason == .connectionLost)
        #expect(Self.translate(error, wasSent: false).reason == .tlsFailed)
    }
}
