import ArgumentParser
import AutomationCore
import Foundation
import Synchronization

/// The two streams of the process: results on one, everything else on the other.
enum Console {
    /// Whether a question stands on the terminal whose line has not ended.
    private static let isAsking = Mutex(false)

    /// Writes a line of the result to the standard output.
    static func result(_ line: String) {
        try? write(line + "\n", to: .standardOutput)
    }

    /// Writes the whole result to the standard output.
    ///
    /// - Throws: `ExitCode` when it could not be written; a reader that has seen enough and is gone is no failure.
    static func results(_ lines: [String]) throws(ExitCode) {
        do {
            for line in lines { try write(line + "\n", to: .standardOutput) }
        } catch {
            let reason = errno
            guard reason != EPIPE else { return }
            note("error: the result cannot be written to the standard output: \(String(cString: strerror(reason)))")
            throw .runbookFailed
        }
    }

    /// Writes a line of anything else to the standard error.
    static func note(_ line: String) {
        endQuestion()
        // Who does not listen is no reason to stop half-way.
        try? write(line + "\n", to: .standardError)
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
        if isOpen { try? write("\n", to: .standardError) }
    }

    private static func write(_ text: String, to stream: FileHandle) throws {
        try stream.write(contentsOf: Data(text.utf8))
    }
}
