import AutomationCore

/// The credentials file of the SDKs, `~/.huaweicloud/credentials`, or the one that `HUAWEICLOUD_SDK_CREDENTIALS_FILE`
/// names: section `[basic]` with `ak`, `sk`, `security_token`, `project_id` and `iam_endpoint`.
///
/// Source: `ProfileCredentialProvider` of the published SDKs.
public struct ProfileCredentials: CredentialSource {
    public let name = "the SDK's credentials file"
    private let file: ConfiguredFile

    /// Makes the source.
    ///
    /// - Parameter environment: a copy of the environment, HOME included.
    public init(environment: [String: String], files: CredentialFiles) {
        file = ConfiguredFile(
            ".huaweicloud/credentials",
            variable: "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
            environment: environment,
            files: files
        )
    }

    public func resolve() async throws -> CredentialAnswer {
        guard let path = file.path else { return .notConfigured(file.nowhere) }
        guard let text = try file.text() else { return .notConfigured("there is no \(path)") }
        // The other section is for services that know no regions.
        guard let section = try INIFile(text, path: path)["basic"] else {
            return .notConfigured("\(path) has no section [basic]")
        }
        let place = "\(path), section [basic]"
        guard section["ak"] != nil || section["sk"] != nil else {
            throw AutomationError(
                .authentication,
                section["idp_id"] == nil
                    ? "\(place): ak and sk are not set" : "\(place): idp_id with id_token_file is not supported",
                hint: "set ak and sk"
            )
        }
        let key = try Credential.accessKey(
            id: section["ak"],
            secret: section["sk"],
            securityToken: section["security_token"],
            names: ("ak", "sk"),
            place: place
        )
        return .found(
            ResolvedCredential(
                .accessKey(key, expiresAt: nil),
                origin: path,
                projectID: section["project_id"],
                identityEndpoint: section["iam_endpoint"]
            )
        )
    }
}
