package import AutomationCore
import Foundation

/// Finds programs as a shell does.
package enum ProgramPath {
    /// The path of a program that was given by its path, or by a name that is looked up in `searchPath`; nil when there
    /// is none that can be started.
    ///
    /// Its folder is free of links; its own name is as it was called by.
    package static func locate(_ program: String, searchPath: String, files: FileRoot) -> String? {
        guard !program.isEmpty, !program.utf8.contains(0) else { return nil }
        if program.contains("/") { return startable(files.resolve(program)) }
        // An empty or relative part would mean another folder on every day.
        return searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.lazy
            .compactMap { startable("\($0)/\(program)") }.first
    }

    private static func startable(_ path: String) -> String? {
        guard let real = try? RealPath.resolveFolder(of: path) else { return nil }
        var status = stat()
        guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(real, X_OK) == 0 else { return nil }
        return real
    }
}
