import Foundation
import TestSupport
import Testing

/// A terminal that a test sits in front of.
final class PseudoTerminal {
    /// TIOCSPTLCK and TIOCGPTN. Source: Linux, asm-generic/ioctls.h.
    private static let lock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// What the program has.
    let programSide: FileHandle
    private let master: Int32
    private var shown = ""

    init() throws {
        // Foundation does not bring posix_openpt and its company along, which do just this.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: CInt = 0
        var number: CInt = -1
        try #require(master >= 0 && ioctl(master, Self.lock, &isLocked) == 0)
        try #require(ioctl(master, Self.getNumber, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(slave >= 0)
        programSide = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(master) }

    /// Types a line.
    func type(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Whether what is typed is shown.
    var echoes: Bool {
        var settings = termios()
        return tcgetattr(programSide.fileDescriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Everything that was shown so far.
    func screen() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(master, &buffer, buffer.count)
            guard count > 0 else { return shown }
            shown += String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    /// Waits until `text` is shown; the test's time limit ends a wait in vain.
    func shows(_ text: String) async throws {
        while !screen().contains(text) { try await Task.sleep(for: .milliseconds(10)) }
    }
}
