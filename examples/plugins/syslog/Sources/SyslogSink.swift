import AutomationCore
import Foundation
import Synchronization

/// Sends a datagram for each event. It never waits: what the daemon is too slow for is lost, and the run is not held up.
final class SyslogSink: EventSink {
    /// What `authpriv` is to the daemon: messages that not everybody may read.
    private static let facility = 10

    private let tag: String
    private let descriptor: Mutex<Int32>

    init(socket path: String, tag: String) throws {
        self.tag = tag
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let size = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < size else {
            throw AutomationError(.plugin, "the path \(path) is too long for a socket")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            Foundation.close(descriptor)
            throw AutomationError(.plugin, "no daemon listens on \(path)", hint: "is rsyslog or journald running?")
        }
        self.descriptor = Mutex(descriptor)
    }

    func receive(_ event: RunEvent) {
        guard let (severity, text) = Self.line(for: event) else { return }
        // A line break would begin a message of its own.
        let harmless = text.map { $0.isNewline ? " " : String($0) }.joined()
        let message = "<\(Self.facility * 8 + severity)>\(tag)[\(getpid())]: \(harmless)"
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            _ = message.withCString { send(descriptor, $0, strlen($0), Int32(MSG_DONTWAIT)) }
        }
    }

    func close() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { Foundation.close(descriptor) }
            descriptor = -1
        }
    }

    /// How grave an event is, 3 for an error to 6 for what is good to know, and what to say of it; nil for what is not
    /// worth a line.
    private static func line(for event: RunEvent) -> (Int, String)? {
        switch event {
        case .step(let server, let what): (6, "\(server.label): \(what)")
        case .serverFinished(let server, nil): (6, "\(server.label): done")
        case .serverFinished(_, let error?): (3, "\(error)")
        case .secretRevealed(let server): (4, "a secret was shown\(server.map { " of \($0.label)" } ?? "")")
        case .stopping(let reason): (4, "stopping: \(reason)")
        case .log(.error, let text, _): (3, text)
        case .log(.warning, let text, _): (4, text)
        case .log, .waiting, .arrived, .retrying, .serverStarted: nil
        }
    }
}
