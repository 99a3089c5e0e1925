import ArgumentParser
import AutomationCore
import Foundation
import Synchronization

/// The two streams of the process: results on one, everything else on the other.
enum Console {
    /// Why a line could not be written, as the system numbers it.
    private struct Failure: Error {
        let code: Int32
    }

    /// Whether a question stands on the terminal whose line has not ended.
    private static let isAsking = Mutex(false)

    /// Writes a line of the result to the standard output.
    static func result(_ line: String) {
        try? put(line + "\n", to: STDOUT_FILENO)
    }

    /// Writes the whole result to the standard output.
    ///
    /// - Throws: `ExitCode` when it could not be written; a reader that has seen enough and is gone is no failure.
    static func results(_ lines: [String]) throws(ExitCode) {
        do {
            for line in lines { try put(line + "\n", to: STDOUT_FILENO) }
        } catch {
            guard error.code != EPIPE else { return }
            let reason = String(cString: strerror(error.code))
            note("error: the result cannot be written to the standard output: \(reason)")
            throw .runbookFailed
        }
    }

    /// Writes a line of anything else to the standard error.
    static func note(_ line: String) {
        endQuestion()
        // Who does not listen is no reason to stop half-way.
        try? put(line + "\n", to: STDERR_FILENO)
    }

    /// Writes an error with what to do about it.
    static func error(_ error: AutomationError) {
        note(ErrorText.lines(for: error).joined(separator: "\n"))
    }

    /// A question was written; whatever is told before it is answered begins on a line of its own.
    static func beginQuestion() {
        isAsking.withLock { $0 = true }
    }

    /// The question was answered, and its line has ended with the answer.
    static func questionIsAnswered() {
        isAsking.withLock { $0 = false }
    }

    /// Ends the line of a question that is not answered.
    static func endQuestion() {
        let isOpen = isAsking.withLock { isAsking in
            defer { isAsking = false }
            return isAsking
        }
        if isOpen { try? put("\n", to: STDERR_FILENO) }
    }

    private static func put(_ text: String, to descriptor: Int32) throws(Failure) {
        var text = text
        let code: Int32 = text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return 0
        }
        guard code == 0 else { throw Failure(code: code) }
    }
}
