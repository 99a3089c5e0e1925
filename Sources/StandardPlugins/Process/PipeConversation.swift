import AutomationCore
import Foundation
import Synchronization
import SystemPackage

/// The standard input and output of a program of this machine: two pipes and a thread that waits for them.
///
/// An answer that comes at once is read by whoever asked, before its task is suspended: handing it from thread to thread
/// takes several times as long as the program itself.
final class PipeConversation: ProgramInput {
    private struct Writing {
        var pending: [UInt8] = []
        var written = 0
        var isClosing = false
        var isClosed = false
        /// Resumed when everything is over.
        var end: CheckedContinuation<Void, Never>?
        var isOver = false
    }

    private struct Reading {
        var splitter: LineSplitter
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var hasEnded = false
        /// How often nobody waits for an answer on the spot, because the last ones took their time.
        var skips = 0
        var nextSkips = 0
    }

    /// How long the program is given to answer at once, in milliseconds: the least that can be said.
    private static let moment: CInt = 1
    private static let mostSkips = 64

    /// The program's ends of the pipes.
    let childInput: FileDescriptor
    let childOutput: FileDescriptor

    private let input: FileDescriptor
    private let output: FileDescriptor
    private let wakeEnd: FileDescriptor
    private let wokenEnd: FileDescriptor
    private let listener: any ProgramListener
    private let writing = Mutex(Writing())
    private let reading: Mutex<Reading>

    /// Opens the pipes.
    ///
    /// - Throws: `Errno`.
    init(listener: any ProgramListener, lineLimit: Int) throws {
        self.listener = listener
        reading = Mutex(Reading(splitter: LineSplitter(limit: lineLimit)))
        var opened: [FileDescriptor] = []
        do {
            for _ in 0..<3 {
                let pipe = try FileDescriptor.pipe(options: .closeOnExec)
                opened += [pipe.readEnd, pipe.writeEnd]
            }
        } catch {
            for descriptor in opened { try? descriptor.close() }
            throw error
        }
        (childInput, input) = (opened[0], opened[1])
        (output, childOutput) = (opened[2], opened[3])
        (wokenEnd, wakeEnd) = (opened[4], opened[5])
        for descriptor in [input, output, wakeEnd, wokenEnd] {
            _ = fcntl(descriptor.rawValue, F_SETFL, fcntl(descriptor.rawValue, F_GETFL) | O_NONBLOCK)
        }
    }

    var backlog: Int { writing.withLock { $0.pending.count - $0.written } }

    func send(_ bytes: [UInt8]) {
        writing.withLock { writing in
            guard !writing.isClosing, !writing.isClosed else { return }
            let isFirst = writing.pending.isEmpty
            writing.pending += bytes
            guard isFirst else { return }
            flush(&writing)
            if !writing.pending.isEmpty { wake() }
        }
    }

    func linger() {
        let isMissed = reading.withLockIfAvailable { reading in
            guard !reading.hasEnded else { return false }
            guard reading.skips == 0 else {
                reading.skips -= 1
                return false
            }
            var descriptor = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, Self.moment) > 0 else {
                reading.nextSkips = min(Self.mostSkips, max(1, reading.nextSkips * 2))
                reading.skips = reading.nextSkips
                return true
            }
            reading.nextSkips = 0
            read(&reading)
            return false
        }
        // The thread may have found the pipe in our hands.
        if isMissed ?? false { writing.withLock { if !$0.isClosed { wake() } } }
    }

    /// Begins to listen.
    ///
    /// - Parameter process: A descriptor that is readable when the program has ended; nil where there is none.
    func begin(process: CInt?) {
        Thread.detachNewThread { self.listen(process) }
    }

    /// Closes the program's standard input as soon as everything is written.
    func finish() {
        writing.withLock { writing in
            writing.isClosing = true
            if !writing.isClosed { wake() }
        }
    }

    /// Reads what is left and ends everything; the program has ended.
    func end() async {
        await withCheckedContinuation { continuation in
            writing.withLock { writing in
                writing.isOver = true
                writing.end = continuation
                wake()
            }
        }
    }

    /// Closes the pipes of a program that was not started.
    func abandon() {
        for descriptor in [input, output, wakeEnd, wokenEnd] { try? descriptor.close() }
    }
}

// MARK: - The thread

extension PipeConversation {
    private func listen(_ process: CInt?) {
        var isInputOpen = true
        var isReading = true
        var process = process ?? -1
        while true {
            let (isPending, isClosing, isOver) = writing.withLock { writing in
                flush(&writing)
                return (!writing.pending.isEmpty, writing.isClosing, writing.isOver)
            }
            if isInputOpen, isClosing, !isPending || isOver {
                isInputOpen = false
                try? input.close()
            }
            if isOver { break }
            var descriptors = [
                pollfd(fd: wokenEnd.rawValue, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isReading ? output.rawValue : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: process, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isInputOpen && isPending ? input.rawValue : -1, events: Int16(POLLOUT), revents: 0),
            ]
            poll(&descriptors, nfds_t(descriptors.count), -1)
            drainWakes()
            if descriptors[2].revents != 0 {
                // What holds the other end now is none of the program's own.
                process = -1
                readAll()
                isReading = false
            } else if descriptors[1].revents != 0 {
                if let hasEnded = reading.withLockIfAvailable({ read(&$0) }) {
                    isReading = !hasEnded
                } else {
                    // Somebody who waits for an answer reads it.
                    poll(&descriptors, 1, Self.moment)
                }
            }
        }
        readAll()
        close(isInputOpen)
    }

    private func readAll() {
        reading.withLock { reading in
            while !reading.hasEnded, read(&reading, isLast: true) == false {}
        }
    }

    private func close(_ isInputOpen: Bool) {
        if isInputOpen { try? input.close() }
        let end = writing.withLock { writing in
            writing.isClosed = true
            for descriptor in [output, wakeEnd, wokenEnd] { try? descriptor.close() }
            return writing.end
        }
        end?.resume()
    }

    /// Reads once what there is; true when nothing more comes.
    ///
    /// - Parameter isLast: Whether nothing more comes when there is nothing.
    @discardableResult
    private func read(_ reading: inout Reading, isLast: Bool = false) -> Bool {
        guard !reading.hasEnded else { return true }
        let count = reading.buffer.withUnsafeMutableBytes { Foundation.read(output.rawValue, $0.baseAddress, $0.count) }
        if count > 0 {
            let isShort = reading.buffer.withUnsafeBytes { bytes in
                reading.splitter.split(UnsafeRawBufferPointer(rebasing: bytes[..<count])) { listener.receive(line: $0) }
            }
            guard !isShort else { return false }
            reading.hasEnded = true
            listener.outputEnded(.tooMuchOutput)
            return true
        }
        if count < 0, [EAGAIN, EWOULDBLOCK, EINTR].contains(errno), !isLast { return false }
        reading.hasEnded = true
        reading.splitter.end { listener.receive(line: $0) }
        listener.outputEnded(nil)
        return true
    }

    /// Writes as much as the program takes.
    private func flush(_ writing: inout Writing) {
        while writing.written < writing.pending.count {
            let count = writing.pending.withUnsafeBytes { bytes in
                write(input.rawValue, bytes.baseAddress?.advanced(by: writing.written), bytes.count - writing.written)
            }
            if count > 0 {
                writing.written += count
            } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                return
            } else if count < 0, errno != EINTR {
                // It has ended, or reads no more.
                break
            }
        }
        writing.pending.removeAll(keepingCapacity: writing.pending.count < 1 << 16)
        writing.written = 0
    }

    private func wake() {
        var byte: UInt8 = 0
        _ = write(wakeEnd.rawValue, &byte, 1)
    }

    private func drainWakes() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while Foundation.read(wokenEnd.rawValue, &bytes, bytes.count) == bytes.count {}
    }
}
