import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// What may be reached beside the cloud and the vault: by a runbook, by a session, by plugins that are named.
struct GrantOptions: ParsableArguments {
    @Option(
        name: .customLong("allow-path"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "Allow a file or folder to be read and written; with :ro behind it, only read. Once per path.",
            valueName: "PATH[:ro]"
        ),
        completion: .file()
    )
    var paths: [String] = []

    @Option(
        name: .customLong("allow-host"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "Allow a host to be called, like cmdb.example.com, *.example.com or http://intranet:8080. Once per host.",
            valueName: "HOST[:PORT]"
        )
    )
    var hosts: [String] = []

    @Option(
        name: .customLong("allow-program"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "Allow a program to be started: a path, or a name that is looked up in PATH. Once per program.",
            valueName: "NAME"
        )
    )
    var programs: [String] = []

    @Flag(name: .customLong("allow-native"), help: "Allow compiled Lua modules to be loaded.")
    var allowsNativeCode = false

    /// The grants, each of which can be what it should.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the option.
    func grants(environment: [String: String], files: FileRoot) throws(AutomationError) -> Grants {
        var grants = Grants(allowsNativeCode: allowsNativeCode)
        for text in paths { grants.paths.append(try Self.path(text, files)) }
        for text in hosts {
            do { _ = try HostPattern(text) } catch {
                throw AutomationError(.input, "--allow-host: \(error.message)", hint: error.hint)
            }
            grants.hosts.append(text)
        }
        for name in programs {
            // The path that the name has now is what is granted.
            guard let path = ProgramPath.locate(name, searchPath: environment["PATH"] ?? "", files: files) else {
                let place = name.contains("/") ? "" : " in PATH"
                throw AutomationError(
                    .input,
                    "--allow-program: there is no program \(name)\(place)",
                    hint: "give its name, or its path"
                )
            }
            grants.programs.append(path)
        }
        return grants
    }

    private static func path(_ text: String, _ files: FileRoot) throws(AutomationError) -> Grants.Path {
        let isReadOnly = text.hasSuffix(":ro")
        let given = isReadOnly ? String(text.dropLast(3)) : text
        guard !given.isEmpty else { throw AutomationError(.input, "--allow-path: expected a path, got nothing") }
        let path = try RealPath.resolve(files.resolve(given))
        // What is to be written may be missing yet; the folder that it goes into may not.
        let needed = isReadOnly ? path : (path as NSString).deletingLastPathComponent
        guard FileManager.default.fileExists(atPath: needed) else {
            throw AutomationError(.input, "--allow-path: there is no \(isReadOnly ? given : needed)")
        }
        return Grants.Path(path, isWritable: !isReadOnly)
    }
}
