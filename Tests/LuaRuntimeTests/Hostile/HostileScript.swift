import Testing

/// A script that would hang or break a process that runs it with plain Lua, or come out of the sandbox.
struct HostileScript: Sendable, CustomTestStringConvertible {
    /// How it ends here.
    enum Ending: Sendable {
        /// It is ended where it stands, and no `pcall` sees that.
        case stopped
        /// It fails, with a message that contains this.
        case fails(String)
        /// It comes to its end with these results.
        case returns(String)
    }

    var name: String
    var ending: Ending
    var source: String

    var testDescription: String { name }

    static func stopped(_ name: String, _ source: String) -> HostileScript {
        HostileScript(name: name, ending: .stopped, source: source)
    }

    static func fails(_ message: String, _ name: String, _ source: String) -> HostileScript {
        HostileScript(name: name, ending: .fails(message), source: source)
    }

    static func returns(_ values: String, _ name: String, _ source: String) -> HostileScript {
        HostileScript(name: name, ending: .returns(values), source: source)
    }
}
