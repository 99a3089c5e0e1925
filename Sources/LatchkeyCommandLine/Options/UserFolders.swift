import Foundation

/// Where a user's programs keep things. Source: XDG Base Directory Specification 0.8.
enum UserFolders {
    /// For what must not be lost.
    static func data(_ environment: [String: String]) -> String {
        folder("XDG_DATA_HOME", otherwise: ".local/share", environment)
    }

    /// For what the user has settled.
    static func configuration(_ environment: [String: String]) -> String {
        folder("XDG_CONFIG_HOME", otherwise: ".config", environment)
    }

    /// For what makes the next run quicker.
    static func state(_ environment: [String: String]) -> String {
        folder("XDG_STATE_HOME", otherwise: ".local/state", environment)
    }

    /// A relative path in a variable is to be ignored.
    private static func folder(_ variable: String, otherwise place: String, _ environment: [String: String]) -> String {
        if let base = environment[variable], base.hasPrefix("/") { return base + "/latchkey" }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
        return "\(home)/\(place)/latchkey"
    }
}
