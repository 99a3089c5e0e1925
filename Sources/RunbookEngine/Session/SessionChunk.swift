import AutomationCore
import LuaRuntime

/// A text that was entered, made into something that can be called.
enum SessionChunk {
    case ready(LuaFunction)
    /// More has to follow.
    case incomplete(LuaError)
    case wrong(LuaError)

    /// What messages and tracebacks call what was entered.
    static let name = "stdin"

    /// Compiles a text: `=expression`, an expression, or statements.
    static func compile(_ text: String, in state: LuaState) async -> SessionChunk {
        if text.first == "=" { return await load("return " + text.dropFirst(), in: state) }
        let expression = await load("return " + text, in: state)
        if case .ready = expression { return expression }
        // With a blank before it, a first line that begins with # is not taken for that of an executable file.
        let statements = await load(" " + text, in: state)
        switch (expression, statements) {
        case (_, .ready): return await keeping(text, in: state) ?? statements
        case (.incomplete, .wrong): return expression
        default: return statements
        }
    }

    /// A local variable would be gone with its line, so one that the text begins with is kept for the session.
    ///
    /// What cannot be written without `local`, `<close>` say, is left as it is: then nil.
    private static func keeping(_ text: String, in state: LuaState) async -> SessionChunk? {
        let word = "local"
        let body = text.drop(while: \.isWhitespace)
        guard body.hasPrefix(word), body.dropFirst(word.count).first?.isWhitespace == true else { return nil }
        let blanks = String(repeating: " ", count: word.count)
        let lead = text.prefix(text.count - body.count)
        guard case .ready(let function) = await load(" " + lead + blanks + body.dropFirst(word.count), in: state) else {
            return nil
        }
        return .ready(function)
    }

    private static func load(_ source: String, in state: LuaState) async -> SessionChunk {
        do throws(LuaError) {
            return .ready(try await state.load(source, name: name))
        } catch {
            let isAtEnd = error.kind == .syntax && error.message.hasSuffix("<eof>")
            // A quoted text ends with its line, unless the end of the line is escaped.
            let isQuote = error.message.contains(": unfinished string near ") && !source.hasSuffix("\\")
            return isAtEnd && !isQuote ? .incomplete(error) : .wrong(error)
        }
    }
}
