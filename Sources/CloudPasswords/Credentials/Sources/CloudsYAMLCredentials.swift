public import AutomationCore

/// A cloud of OpenStack's `clouds.yaml`: the one that `OS_CLOUD` names, or the only one.
public struct CloudsYAMLCredentials: CredentialSource {
    public let name = "clouds.yaml"
    private let environment: CredentialEnvironment
    private let files: CredentialFiles
    private let service: IdentityService

    /// Makes the source.
    ///
    /// - Parameter environment: a copy of the environment, HOME included.
    public init(environment: [String: String], files: CredentialFiles, world: World) {
        self.environment = CredentialEnvironment(environment)
        self.files = files
        service = IdentityService(world: world)
    }

    public func resolve() async throws -> CredentialAnswer {
        let wanted = environment["OS_CLOUD"]
        guard let file = try CloudsFile.find(environment, files) else {
            let folders = CloudsFile.folders(environment).joined(separator: ", ")
            guard wanted == nil else {
                throw AutomationError(.authentication, "OS_CLOUD is set, and there is no clouds.yaml in \(folders)")
            }
            return .notConfigured("there is none in \(folders)")
        }
        guard let cloudName = wanted ?? (file.names.count == 1 ? file.names.first : nil) else {
            return .notConfigured(
                file.names.isEmpty
                    ? "\(file.path) has no clouds"
                    : "\(file.path) has \(file.names.count) clouds; choose one with OS_CLOUD"
            )
        }
        guard let cloud = file[cloudName] else {
            throw AutomationError(
                .authentication,
                "\(file.path) has no cloud \"\(cloudName)\", which OS_CLOUD names",
                hint: file.names.isEmpty ? nil : "it has: \(file.names.joined(separator: ", "))"
            )
        }
        let settings = OpenStackSettings(
            place: "\(file.path), cloud \"\(cloudName)\"",
            label: { $0 },
            read: { read($0, in: cloud) }
        )
        guard let credential = try await settings.credential(service) else {
            throw AutomationError(
                .authentication,
                "\(settings.place): there is neither a password nor an application credential nor a token",
                hint: "they may also be in secure.yaml"
            )
        }
        return .found(credential)
    }

    /// A setting is a member of `auth` or of the cloud itself; of several regions the environment names one.
    private func read(_ name: String, in cloud: YAMLValue) -> String? {
        if name == "region_name" {
            if let region = environment["OS_REGION_NAME"] ?? cloud[name]?.text { return region }
            guard case .list(let regions) = cloud["regions"] else { return nil }
            return regions.first.flatMap { $0.text ?? $0["name"]?.text }
        }
        // Settings may be written with hyphens: `region-name`.
        let names = [name, name.replacing("_", with: "-")]
        return names.lazy.compactMap { cloud["auth"]?[$0]?.text ?? cloud[$0]?.text }.first
    }
}
