import Foundation
import LuaRuntime

/// Where compiled modules are: in the script's own folder, then where Lua itself looks.
struct NativeModules: Sendable {
    /// The same in the form of `package.cpath`.
    let path: String
    private let templates: [String]

    /// - Parameter folder: The script's own, an absolute path.
    init(folder: String) {
        // What is relative would begin where the process was started.
        let standard = LuaConfiguration.standardNativePath.split(separator: ";").filter { $0.hasPrefix("/") }
        // A folder with these characters in its name cannot be written in such a path.
        let own = folder.contains { ";?".contains($0) } ? [] : [folder + "/?.so"]
        templates = own + standard.map(String.init)
        path = templates.joined(separator: ";")
    }

    /// The file of a module; nil when there is none.
    func find(_ name: String) -> String? {
        guard !name.contains("/"), !name.contains("\0") else { return nil }
        let place = name.replacingOccurrences(of: ".", with: "/")
        return templates.filter { $0.contains("?") }.lazy
            .map { $0.replacingOccurrences(of: "?", with: place) }
            .first { FileManager.default.fileExists(atPath: $0) }
    }
}
