public import AutomationCore

/// Where a secret is that is set for a plugin: the project's file itself is read by too many.
public enum SecretReference: Sendable, Equatable {
    /// In a file that nobody else can read; its last line break does not count.
    case file(String)
    /// In an environment variable.
    case variable(String)

    init(_ value: Value, at place: String) throws(AutomationError) {
        let table = try ProjectTable(value, at: place, known: ["file", "env"])
        switch (try table.text("file"), try table.text("env")) {
        case (let path?, nil): self = .file(path)
        case (nil, let name?): self = .variable(name)
        default: throw ProjectTable.failure(place, "expected { file: PATH } or { env: NAME }")
        }
    }
}

extension ProjectFile.Plugin {
    /// Where the secrets are that are set for the plugin, by option. A table is a value like any other, unless the plugin
    /// wants a secret there.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the place.
    public func secrets(for manifest: PluginManifest) throws(AutomationError) -> [String: SecretReference] {
        var references: [String: SecretReference] = [:]
        for option in manifest.options {
            guard case .record? = options[option.name], option.type.required == .secret,
                let value = options[option.name]
            else { continue }
            let place = "\(ProjectFile.name): plugins.\(manifest.name).options.\(option.name)"
            references[option.name] = try SecretReference(value, at: place)
        }
        return references
    }
}
