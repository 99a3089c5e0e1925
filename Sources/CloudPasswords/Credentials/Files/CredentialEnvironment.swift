import AutomationCore

/// A copy of the environment, in which an empty variable is as good as none.
///
/// Passwords are among the variables, so it shows none in a description, a dump or a mirror.
struct CredentialEnvironment: Sendable, CustomStringConvertible, CustomReflectable {
    private let variables: [String: String]

    init(_ variables: [String: String]) {
        self.variables = variables.filter { !$0.value.isEmpty }
    }

    var description: String { "an environment" }

    var customMirror: Mirror { Mirror(self, children: [:]) }

    subscript(_ name: String) -> String? { variables[name] }

    /// The names of all variables that begin like this, in order.
    func names(beginningWith prefix: String) -> [String] {
        variables.keys.filter { $0.hasPrefix(prefix) }.sorted()
    }

    /// The first of these variables that is set, with its name.
    func first(_ names: [String]) -> (name: String, value: String)? {
        names.lazy.compactMap { name in variables[name].map { (name, $0) } }.first
    }

    /// A path below the home folder; nil when HOME is not set.
    func inHome(_ path: String) -> String? {
        self["HOME"].map { $0.hasSuffix("/") ? $0 + path : "\($0)/\(path)" }
    }

    /// A path from a variable, whose leading `~/` is the home folder.
    func path(_ name: String) -> String? {
        guard let path = self[name] else { return nil }
        return path.hasPrefix("~/") ? inHome(String(path.dropFirst(2))) ?? path : path
    }
}
