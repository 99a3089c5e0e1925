import AutomationCore
import Foundation

/// The two streams of the process: results on one, everything else on the other.
enum Console {
    /// Writes a line of the result to the standard output.
    static func result(_ line: String) {
        write(line + "\n", to: .standardOutput)
    }

    /// Writes a line of anything else to the standard error.
    static func note(_ line: String) {
        write(line + "\n", to: .standardError)
    }

    /// Writes an error with what to do about it.
    static func error(_ error: AutomationError) {
        note(ErrorText.lines(for: error).joined(separator: "\n"))
    }

    private static func write(_ text: String, to stream: FileHandle) {
        // A reader that has gone away is no reason to stop a run half-way.
        try? stream.write(contentsOf: Data(text.utf8))
    }
}
