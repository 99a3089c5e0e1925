import AutomationCore
import Foundation
import Synchronization
import SystemPackage

extension PipeConversation {
    func listen(_ process: CInt?) {
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
    func read(_ reading: inout Reading, isLast: Bool = false) -> Bool {
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
    func flush(_ writing: inout Writing) {
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

    func wake() {
        var byte: UInt8 = 0
        _ = write(wakeEnd.rawValue, &byte, 1)
    }

    private func drainWakes() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while Foundation.read(wokenEnd.rawValue, &bytes, bytes.count) == bytes.count {}
    }
}
