import Foundation
import RunbookEngine
import Synchronization

/// Answers the line editor, which asks on its own thread and waits.
final class NameCompleter: Sendable {
    /// So many names are shown.
    private static let mostShown = 200
    /// How many columns they take.
    private static let width = 78

    private final class Found: Sendable {
        private let content = Mutex<SessionCompletion?>(nil)

        var completion: SessionCompletion? {
            get { content.withLock { $0 } }
            set { content.withLock { $0 = newValue } }
        }
    }

    private let complete: @Sendable (String) async -> SessionCompletion?

    init(_ complete: @escaping @Sendable (String) async -> SessionCompletion?) {
        self.complete = complete
    }

    /// What to insert, and on further lines what to show; nil when there is nothing.
    func answer(to line: String) -> String? {
        // Where nothing stands yet, a tab is the beginning of a line of its own.
        if line.allSatisfy(\.isWhitespace) { return "  " }
        let found = Found()
        let done = DispatchSemaphore(value: 0)
        Task { [complete] in
            found.completion = await complete(line)
            done.signal()
        }
        done.wait()
        guard let completion = found.completion, !completion.candidates.isEmpty else { return nil }
        if !completion.insertion.isEmpty { return completion.insertion }
        return completion.candidates.count == 1 ? nil : "\n" + Self.columns(completion.candidates)
    }

    /// The names side by side.
    static func columns(_ names: [String]) -> String {
        let shown = names.prefix(mostShown).map(TableText.plain)
        let column = (shown.map(TableText.width).max() ?? 0) + 2
        let columns = max(1, width / column)
        let rows = (shown.count + columns - 1) / columns
        let lines = (0..<rows).map { row in
            // Down the columns, as a list is read.
            let cells = stride(from: row, to: shown.count, by: rows).map { shown[$0] }
            return cells.enumerated().map { index, name in
                index == cells.count - 1 ? name : TableText.padded(name, to: column)
            }.joined()
        }
        let more = names.count > shown.count ? ["... \(names.count - shown.count) more"] : []
        return (lines + more).joined(separator: "\n")
    }
}
