import AutomationCore

/// What to do about a plugin that is denied a host, a path or a program.
///
/// All that its manifest asks for has been granted, or it would not run: what it lacks comes from elsewhere, from an
/// option mostly, and granting the plugin once more would change nothing. The doors tell of the flag that runbooks have.
enum PluginGrantHint {
    /// The hint for the plugin; nil when `hint` is not about a grant.
    static func text(for hint: String, plugin: String) -> String? {
        guard
            let match = hint.firstMatch(of: #/the operator allows (?:it|http) with (--allow-(host|path|program) (.*))/#)
        else { return nil }
        let tail = ", or with a folder that it is in"
        let flag = String(match.1.hasSuffix(tail) ? match.1.dropLast(tail.count) : match.1)
        let word = match.3.hasSuffix(tail) ? match.3.dropLast(tail.count) : match.3
        let before = hint[..<match.range.lowerBound]
        return "\(before)the operator grants it in latchkey.yaml, under plugins: \(plugin): grant: by "
            + "\(match.2)s: [\(item(String(word), isPath: match.2 == "path"))], or for one run by --plugin FOLDER \(flag); "
            + "what the plugin always needs it should ask for in its permissions"
    }

    /// The error with advice for the plugin.
    static func advised(_ error: AutomationError, plugin: String) -> AutomationError {
        guard error.kind == .permission, let hint = error.hint, let text = text(for: hint, plugin: plugin) else {
            return error
        }
        var error = error
        error.hint = text
        return error
    }

    /// What the flag names, as the project's file has it.
    private static func item(_ word: String, isPath: Bool) -> String {
        guard isPath else { return quoted(word) }
        guard word.hasSuffix(":ro") else { return "{ path: \(quoted(word)), write: true }" }
        return quoted(String(word.dropLast(3)))
    }

    /// A word of the shell as one of YAML.
    private static func quoted(_ word: String) -> String {
        let isQuoted = word.count > 1 && word.hasPrefix("'") && word.hasSuffix("'")
        let text = isQuoted ? String(word.dropFirst().dropLast()).replacing(#"'\''"#, with: "'") : word
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
