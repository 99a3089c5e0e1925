import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 that takes one connection, reads one request without a body, and writes a prepared answer
/// byte for byte; to what starts a TLS handshake it answers at once.
final class OneAnswerServer: Sendable {
    /// What it does once the answer is written.
    enum End: Sendable {
        case close
        case keepOpen
    }

    let port: UInt16
    private let listener: Int32
    private let isStopped = Mutex(false)
    /// The head of the request that came, once it has.
    let requests: AsyncStream<String>
    private let received: AsyncStream<String>.Continuation
    private let connection = Mutex<Int32?>(nil)

    /// Listens, and answers on a thread of its own; with a nil answer it only listens.
    init(_ answer: String?, then end: End = .close) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) | listen(listener, 4) | getsockname(listener, $0, &size)
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRINUSE) }
        self.listener = listener
        (requests, received) = AsyncStream.makeStream()
        port = UInt16(bigEndian: address.sin_port)
        guard let answer else { return }
        Thread.detachNewThread { [self] in serve(answer, then: end) }
    }

    /// Ends the connection and stops listening.
    func stop() {
        // Once only: by the second time the descriptor may be another test's.
        let wasStopped = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return isStopped
        }
        guard !wasStopped else { return }
        connection.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ answer: String, then end: End) {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        connection.withLock { $0 = descriptor }
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        // 22 is the type of a TLS handshake record.
        while !head.ends(with: "\r\n\r\n".utf8) && head.first != 22 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return }
            head += buffer.prefix(count)
        }
        received.yield(String(decoding: head, as: UTF8.self))
        var rest = Array(answer.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        guard end == .close else { return }
        connection.withLock { open in
            if open != nil { close(descriptor) }
            open = nil
        }
    }
}

extension Array where Element == UInt8 {
    fileprivate func ends(with other: String.UTF8View) -> Bool {
        suffix(other.count).elementsEqual(other)
    }
}
