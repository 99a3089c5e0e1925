import AutomationCore
import Foundation
import Synchronization
import SystemPackage

/// The standard input and output of a program of this machine: two pipes and a thread that waits for them.
///
/// An answer that comes at once is read by whoever asked, before its task is suspended: handing it from thread to thread
/// takes several times as long as the program itself.
final class PipeConversation: ProgramInput {
    struct Writing {
        var pending: [UInt8] = []
        var written = 0
        var isClosing = false
        var isClosed = false
        /// Resumed when everything is over.
        var end: CheckedContinuation<Void, Never>?
        var isOver = false
    }

    struct Reading {
        var splitter: LineSplitter
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var hasEnded = false
        /// How often nobody waits for an answer on the spot, because the last ones took their time.
        var skips = 0
        var nextSkips = 0
    }

    /// How long the program is given to answer at once, in milliseconds: the least that can be said.
    static let moment: CInt = 1
    private static let mostSkips = 64

    /// The program's ends of the pipes.
    let childInput: FileDescriptor
    let childOutput: FileDescriptor

    let input: FileDescriptor
    let output: FileDescriptor
    let wakeEnd: FileDescriptor
    let wokenEnd: FileDescriptor
    let listener: any ProgramListener
    let writing = Mutex(Writing())
    let reading: Mutex<Reading>

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
