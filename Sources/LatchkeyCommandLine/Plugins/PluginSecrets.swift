import AutomationCore
import Foundation
import PluginHost

/// The secrets that the project sets for plugins, read where they are. What others can read is no place for one.
struct PluginSecrets {
    let project: ProjectFile
    let environment: [String: String]
    let files: FileRoot

    /// The secrets of a plugin by option.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the plugin and the option.
    func values(for manifest: PluginManifest) throws(AutomationError) -> [String: Value] {
        guard let said = project.plugins[manifest.name] else { return [:] }
        var values: [String: Value] = [:]
        for (name, reference) in try said.secrets(for: manifest) {
            values[name] = .object(try secret(reference, "plugin \"\(manifest.name)\": option \"\(name)\""))
        }
        for option in manifest.options where option.type.required == .secret && values[option.name] == nil {
            guard case .string? = said.options[option.name] else { continue }
            let place = "plugin \"\(manifest.name)\": option \"\(option.name)\""
            guard !isOpen(files.resolve(ProjectFile.name)) else {
                throw AutomationError(
                    .input,
                    "\(place) is a secret, and others can read \(ProjectFile.name)",
                    hint: "put it into a file of its own and write { file: PATH }, or { env: NAME } for a variable"
                )
            }
        }
        return values
    }

    private func secret(_ reference: SecretReference, _ place: String) throws(AutomationError) -> Secret {
        switch reference {
        case .file(let path):
            let resolved = files.resolve(path)
            guard !isOpen(resolved) else {
                throw AutomationError(
                    .input,
                    "\(place): others can read \(path)",
                    hint: "run chmod 600 on it, and change the secret where others could see it"
                )
            }
            return try SecretFile.firstLine(resolved, called: "\(place): \(path)")
        case .variable(let name):
            guard let text = environment[name], !text.isEmpty else {
                throw AutomationError(.input, "\(place): the environment variable \(name) is not set")
            }
            return Secret(text)
        }
    }

    /// Whether an ordinary file is open to other users; a pipe is nobody else's.
    private func isOpen(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o077 != 0
    }
}
