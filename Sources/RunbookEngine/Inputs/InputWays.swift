import AutomationCore

/// How an input is given: what to tell somebody who did not.
struct InputWays {
    let declaration: InputDeclaration
    /// Whether `--server` fills it.
    let isFilledByServerFlag: Bool

    /// Takes an input among the others of its runbook: `--server` fills the input named `servers` or `server`, or the
    /// only one of that type.
    init(_ declaration: InputDeclaration, among declarations: [InputDeclaration]) {
        self.declaration = declaration
        let candidates = declarations.filter { $0.kind == .servers || $0.kind == .server }
        isFilledByServerFlag =
            candidates.contains { $0.name == declaration.name }
            && (candidates.count == 1 || ["servers", "server"].contains(declaration.name))
    }

    /// The flag to give first of all.
    var flag: String {
        let name = declaration.name
        return switch declaration.kind {
        case .servers where isFilledByServerFlag: "--server ID, once per server"
        case .servers: "--var \(name)=ID,ID"
        case .server where isFilledByServerFlag: "--server ID"
        case .server: "--var \(name)=ID"
        case .file: "--var \(name)=FILE"
        case .secret: "--secret \(name)=FILE"
        case .list: "--var \(name)=VALUE,VALUE"
        default: "--var \(name)=VALUE"
        }
    }

    /// How to give a secret, which the command line must not show.
    var secretAdvice: String {
        "set \(declaration.environmentName) or give --secret \(declaration.name)=FILE; on a terminal it is asked for"
    }

    /// What to do about a missing value.
    var advice: String { declaration.kind == .secret ? secretAdvice : "give " + flag }
}
