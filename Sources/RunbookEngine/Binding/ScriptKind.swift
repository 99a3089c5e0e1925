/// What a script is, for advice to its author.
enum ScriptKind: String {
    case runbook
    case plugin
}
