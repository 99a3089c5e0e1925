import AutomationCore

/// The configuration of KooCLI (`hcloud`): `~/.hcloud/config.json`, or the file that `HW_SHARED_CONFIG_FILE` names; the
/// profile that `HW_PROFILE` names, or the current one.
///
/// KooCLI encrypts its keys unless it is told not to. An encrypted file is passed over with a word on how to change
/// that, so that who merely has KooCLI installed is not stopped; unless a variable names the file or the profile.
public struct KooCLICredentials: CredentialSource {
    /// The command after which KooCLI stores keys as they are.
    public static let decryptCommand = "hcloud configure set --cli-auth-encrypt=false"

    public let name = "KooCLI's configuration"
    private let file: ConfiguredFile

    /// Makes the source.
    ///
    /// - Parameter environment: a copy of the environment, HOME included.
    public init(environment: [String: String], files: CredentialFiles) {
        file = ConfiguredFile(
            ".hcloud/config.json",
            variable: "HW_SHARED_CONFIG_FILE",
            environment: environment,
            files: files
        )
    }

    public func resolve() async throws -> CredentialAnswer {
        guard let path = file.path else { return .notConfigured(file.nowhere) }
        guard let text = try file.text() else { return try unusable("there is no \(path)") }
        guard let configuration = KooCLIConfiguration(text) else {
            throw AutomationError(.authentication, "\(path) is not a configuration of KooCLI")
        }
        guard let profileName = file.environment["HW_PROFILE"] ?? configuration.current, !profileName.isEmpty else {
            return .notConfigured("\(path) has no current profile")
        }
        guard let profile = configuration.profiles.first(where: { $0.name == profileName }) else {
            return try unusable("\(path) has no profile \"\(profileName)\"")
        }
        let place = "\(path), profile \"\(profileName)\""
        guard ["AKSK", "SSO", "", nil].contains(profile.mode) else {
            return try unusable("\(place) is of a mode that keeps no access key")
        }
        let keys = profile.keys
        guard !keys.isEmpty else { return try unusable("\(place) holds no access key") }
        guard !configuration.isEncrypted(keys) else {
            return try unusable(
                "\(place) is encrypted, and only KooCLI can read it; to store it as it is, run "
                    + "`\(Self.decryptCommand)` and configure the profile again"
            )
        }
        let key = try Credential.accessKey(
            id: keys.accessKeyId,
            secret: keys.secretAccessKey,
            securityToken: keys.securityToken,
            names: ("accessKeyId", "secretAccessKey"),
            place: place
        )
        return .found(
            ResolvedCredential(
                .accessKey(key, expiresAt: nil),
                origin: place,
                projectID: profile.projectId.flatMap { $0.isEmpty ? nil : $0 },
                region: profile.region.flatMap { $0.isEmpty ? nil : $0 }
            )
        )
    }

    /// A reason to go on, or an error when a variable says that this file is meant.
    private func unusable(_ reason: String) throws -> CredentialAnswer {
        guard let (variable, _) = file.environment.first(["HW_SHARED_CONFIG_FILE", "HW_PROFILE"]) else {
            return .notConfigured(reason)
        }
        throw AutomationError(.authentication, "\(variable) is set, and \(reason)")
    }
}
