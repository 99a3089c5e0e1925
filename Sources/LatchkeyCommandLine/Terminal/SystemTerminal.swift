import AutomationCore
import Foundation

/// The terminal on the process's standard input and standard error, so that results can be piped on.
struct SystemTerminal: Terminal {
    /// How soon a question ends after the task that asks it was cancelled, in milliseconds.
    private static let glance: Int32 = 50
    /// The longest line that is read, in bytes.
    private static let longestLine = 4096
    /// Two questions at once would get each other's answers.
    private static let line = DispatchQueue(label: "latchkey.terminal")

    let input: Int32
    let output: Int32

    init(input: Int32 = STDIN_FILENO, output: Int32 = STDERR_FILENO) {
        self.input = input
        self.output = output
    }

    var isInteractive: Bool { isatty(input) == 1 && isatty(output) == 1 }

    func ask(_ question: String) async throws -> String? {
        try await reading { isCancelled in
            try questionLine(question, isCancelled).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    func askSecretly(_ question: String) async throws -> Secret? {
        try await reading { isCancelled in
            let echo = HiddenEcho(input)
            defer { echo.restore() }
            guard var bytes = try questionLine(question, isCancelled) else { return nil }
            defer { for index in bytes.indices { bytes[index] = 0 } }
            return Secret(String(decoding: bytes, as: UTF8.self))
        }
    }

    func everything(limit: Int) async throws -> [UInt8] {
        try await reading { isCancelled in
            var contents: [UInt8] = []
            while let chunk = try readSome(16 * 1024, isCancelled) {
                contents += chunk
                guard contents.count <= limit else {
                    throw AutomationError(.input, "the standard input has more than the \(limit) bytes that are read")
                }
            }
            return contents
        }
    }

    /// Runs `body` where it may block, after all earlier questions have been answered.
    private func reading<Result: Sendable>(
        _ body: @escaping @Sendable (_ isCancelled: @Sendable () -> Bool) throws -> Result
    ) async throws -> Result {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Self.line.async {
                    continuation.resume(with: Swift.Result { try body { flag.isSet } })
                }
            }
        } onCancel: {
            flag.set()
        }
    }

    /// The line that is typed after a question.
    private func questionLine(_ question: String, _ isCancelled: () -> Bool) throws -> [UInt8]? {
        write(question)
        Console.beginQuestion()
        // Also when it ends without an answer.
        defer { Console.endQuestion() }
        let line = try readLine(isCancelled)
        if line != nil { Console.questionIsAnswered() }
        return line
    }

    /// A line without its end; nil at the end of the input.
    private func readLine(_ isCancelled: () -> Bool) throws -> [UInt8]? {
        var line: [UInt8] = []
        // One byte at a time: what follows the line is for whoever reads next.
        while let byte = try readSome(1, isCancelled)?.first {
            if byte == UInt8(ascii: "\n") { return line }
            guard line.count < Self.longestLine else {
                throw AutomationError(.input, "the line is longer than \(Self.longestLine) bytes")
            }
            line.append(byte)
        }
        return line.isEmpty ? nil : line
    }

    /// The next bytes; nil at the end of the input.
    private func readSome(_ count: Int, _ isCancelled: () -> Bool) throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            if isCancelled() { throw CancellationError() }
            var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let ready = poll(&descriptor, 1, Self.glance)
            if ready == 0 || (ready < 0 && errno == EINTR) { continue }
            let received = Foundation.read(input, &buffer, count)
            if received < 0, errno == EINTR || errno == EAGAIN { continue }
            // A terminal that was closed answers with EIO.
            if received < 0, errno == EIO { return nil }
            guard received >= 0 else {
                throw AutomationError(.input, "the standard input cannot be read: \(String(cString: strerror(errno)))")
            }
            return received == 0 ? nil : Array(buffer[..<received])
        }
    }

    private func write(_ text: String) {
        try? FileHandle(fileDescriptor: output, closeOnDealloc: false).write(contentsOf: Data(text.utf8))
    }
}
