import CLineEditor
import Foundation

/// Lines that somebody types on a terminal, who can edit them, call earlier ones back, and have names completed.
final class EditedLines: LineSource {
    /// So many lines can be called back.
    static let historySize = 1000

    // Used on the queue alone, but for cle_stop, which may be called from anywhere, and the end, when nobody reads.
    nonisolated(unsafe) private let editor: OpaquePointer
    private let queue = DispatchQueue(label: "latchkey.lines")
    private let completer: NameCompleter
    private let history: ReplHistory

    /// Opens an editor on the terminal; nil when there can be none.
    init?(history: ReplHistory, completer: NameCompleter) {
        let context = Unmanaged.passUnretained(completer).toOpaque()
        let complete: cle_complete = { context, before in
            guard let context, let before else { return nil }
            let completer = Unmanaged<NameCompleter>.fromOpaque(context).takeUnretainedValue()
            return completer.answer(to: String(cString: before)).flatMap { strdup($0) }
        }
        guard let editor = cle_open(Int32(Self.historySize), complete, context) else { return nil }
        self.editor = editor
        self.completer = completer
        self.history = history
        for line in history.load() { cle_remember(editor, line) }
    }

    deinit { cle_close(editor) }

    var isInteractive: Bool { true }

    func next(_ prompt: String) async -> LineRead {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: read(prompt)) }
        }
    }

    func stop() { cle_stop(editor) }

    private func read(_ prompt: String) -> LineRead {
        var typed: UnsafePointer<CChar>?
        let outcome = prompt.withCString { cle_read(editor, $0, &typed) }
        let line = typed.map { String(cString: $0) } ?? ""
        switch outcome {
        case CLE_LINE:
            if history.add(line) { cle_remember(editor, line) }
            return .line(line)
        case CLE_INTERRUPTED: return .interrupted(isEmpty: line.isEmpty)
        default: return .end
        }
    }
}
