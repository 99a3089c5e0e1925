import Foundation
import Synchronization

/// The lines of a file or a pipe on the standard input.
final class PipedLines: LineSource {
    private struct Unread {
        var bytes: [UInt8] = []
        var isAtEnd = false
    }

    /// How soon reading ends when it was stopped, in milliseconds.
    private static let glance: Int32 = 50

    private let queue = DispatchQueue(label: "latchkey.lines")
    private let unread = Mutex(Unread())
    private let flag = CancellationFlag()

    var isInteractive: Bool { false }

    func next(_ prompt: String) async -> LineRead {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: unread.withLock { read(&$0) }) }
        }
    }

    func stop() { flag.set() }

    private func read(_ unread: inout Unread) -> LineRead {
        var searched = 0
        while true {
            if let end = unread.bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return .line(take(end, of: &unread, skipping: 1))
            }
            searched = unread.bytes.count
            if unread.isAtEnd { return searched == 0 ? .end : .line(take(searched, of: &unread, skipping: 0)) }
            if flag.isSet { return .end }
            readMore(&unread)
        }
    }

    private func take(_ count: Int, of unread: inout Unread, skipping end: Int) -> String {
        var line = unread.bytes[..<count]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        unread.bytes.removeFirst(count + end)
        return text
    }

    private func readMore(_ unread: inout Unread) {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, Self.glance) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        let count = Foundation.read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            unread.isAtEnd = true
            return
        }
        unread.bytes += buffer[..<count]
    }
}
