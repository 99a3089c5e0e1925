import AutomationCore

/// OpenStack's `clouds.yaml`, with what `secure.yaml` beside or instead of it adds.
///
/// Source: openstacksdk, "Configuring OpenStack SDK Applications": the first file found counts, and `secure.yaml` is
/// looked for in the same folders and merged over it.
struct CloudsFile: Sendable {
    /// Where it was found.
    let path: String
    private let clouds: [String: YAMLValue]

    /// Looks for the files.
    ///
    /// - Returns: nil when there is none.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when one cannot be read, or when a variable
    ///   names one that is not there.
    static func find(_ environment: CredentialEnvironment, _ files: CredentialFiles) throws -> CloudsFile? {
        guard let (path, content) = try first("clouds", "OS_CLIENT_CONFIG_FILE", environment, files) else { return nil }
        let secure = try first("secure", "OS_CLIENT_SECURE_FILE", environment, files)
        let merged = secure.map { content.merging($0.content) } ?? content
        return CloudsFile(path: path, clouds: merged["clouds"]?.members ?? [:])
    }

    /// The folders that are searched, in order.
    static func folders(_ environment: CredentialEnvironment) -> [String] {
        let home = environment["XDG_CONFIG_HOME"].map { $0 + "/openstack" } ?? environment.inHome(".config/openstack")
        return ["."] + (home.map { [$0] } ?? []) + ["/etc/xdg/openstack", "/etc/openstack"]
    }

    /// The names of the clouds, in order.
    var names: [String] { clouds.keys.sorted() }

    /// The settings of a cloud; nil when there is none of this name.
    subscript(_ name: String) -> YAMLValue? { clouds[name] }

    private static func first(
        _ name: String,
        _ variable: String,
        _ environment: CredentialEnvironment,
        _ files: CredentialFiles
    ) throws -> (path: String, content: YAMLValue)? {
        if let path = environment.path(variable) {
            guard let text = try files.text(path) else {
                throw AutomationError(.authentication, "\(variable) names \(path), and there is no such file")
            }
            return (path, try YAMLValue(text, path: path))
        }
        for folder in folders(environment) {
            for suffix in ["yaml", "yml", "json"] {
                let path = "\(folder)/\(name).\(suffix)"
                guard let text = try files.text(path) else { continue }
                return (path, try YAMLValue(text, path: path))
            }
        }
        return nil
    }
}
