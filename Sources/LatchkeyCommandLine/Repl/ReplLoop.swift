import ArgumentParser
import AutomationCore
import CloudPasswords
import RunbookEngine

/// Reads, carries out, shows; until there is nothing more to read.
struct ReplLoop {
    private static let farewells: Set<String> = ["exit", "exit()", "quit", "quit()", "os.exit()"]

    let session: InteractiveSession
    let lines: any LineSource
    let events: ReplEvents
    let signals: ReplSignals

    /// Goes on until the input ends, a signal comes, or, where nobody sits in front of it, something fails.
    ///
    /// - Returns: What the process ends with; nil when all is well.
    func run() async -> ExitCode? {
        if lines.isInteractive {
            let keys = "Tab completes, Ctrl-C stops what is going on, Ctrl-D leaves."
            Console.note("Latchkey \(UserAgent.version), Lua 5.4. \(keys)")
        }
        var text: String?
        var missing: AutomationError?
        while signals.exitCode == nil {
            switch await read(text == nil ? "> " : ">> ") {
            case .interrupted(let isEmpty):
                if text == nil, isEmpty { Console.note("press Ctrl-D to leave") }
                text = nil
            case .end:
                if let code = signals.exitCode { return code }
                if lines.isInteractive { Console.note("") }
                guard !lines.isInteractive, let missing, text != nil else { return nil }
                Console.error(missing)
                return .runbookFailed
            case .line(let line):
                let whole = text.map { $0 + "\n" + line } ?? line
                let answer = await answer(to: whole)
                text = nil
                switch answer {
                case .incomplete(let error): (text, missing) = (whole, error)
                case .values(let values): show(values)
                // A terminal has just shown ^C.
                case .interrupted: Console.note(lines.isInteractive ? "\nstopped" : "stopped")
                case .failed(let error):
                    Console.error(advised(error, text: whole))
                    if !lines.isInteractive { return signals.exitCode ?? .runbookFailed }
                }
            }
        }
        return signals.exitCode
    }

    private func read(_ prompt: String) async -> LineRead {
        guard lines.isInteractive else { return await lines.next(prompt) }
        events.beginTyping()
        defer { events.endTyping() }
        return await lines.next(prompt)
    }

    private func answer(to text: String) async -> SessionAnswer {
        let (answers, answer) = AsyncStream.makeStream(of: SessionAnswer.self)
        await signals.stoppable { [session] in
            answer.yield(await session.enter(text))
            answer.finish()
        }
        var iterator = answers.makeAsyncIterator()
        return await iterator.next() ?? .interrupted
    }

    private func show(_ values: [String]) {
        guard !values.isEmpty else { return }
        Console.result(values.joined(separator: values.contains { $0.contains("\n") } ? "\n" : "\t"))
    }

    private func advised(_ error: AutomationError, text: String) -> AutomationError {
        guard lines.isInteractive, Self.farewells.contains(text.trimmingPrefix(while: \.isWhitespace).description)
        else {
            return error
        }
        var error = error
        error.hint = "press Ctrl-D to leave"
        return error
    }
}
