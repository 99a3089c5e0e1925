public import AutomationCore
import CloudPasswords

/// `password`: get, wait for, open, clear, reset and check the passwords of servers.
public struct PasswordPlugin: Plugin {
    let cloud: CloudSession

    /// Makes the plugin for a cloud.
    public init(cloud: CloudSession) {
        self.cloud = cloud
    }

    public var manifest: PluginManifest {
        PluginManifest(
            name: "password",
            version: StandardPlugins.version,
            summary: "Gets, opens, clears and resets the passwords of servers."
        )
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "password",
                summary: "Initial passwords and password resets.",
                functions: [get, wait, decrypt, clear, reset, resetAll, checkFlag, validate, generate],
                objectTypes: [
                    SealedPassword.objectType, PrivateKey.objectType, Secret.objectType, Server.objectType,
                    ResetOutcome.objectType,
                ]
            )
        ]
    }

    static let apiOption = Parameter(
        "api",
        .choice(CloudAPI.choices.map(\.rawValue)),
        "the API to call, instead of the run's",
        default: "the run's --api"
    )

    static let userOption = Parameter(
        "user",
        .string,
        "the administrator's name, which must not be in the password",
        default: "Administrator and root"
    )

    /// What any request to the cloud may fail with.
    static let requestErrors: [ErrorKind] = [
        .input, .authentication, .forbidden, .notFound, .conflict, .throttled, .rejected, .connection, .timeout, .cloud,
    ]

    static let serverParameter = Parameter("server", .server, "the server, or its id")
}

extension HostCall {
    /// The API that the call asks for; nil for the run's own.
    var api: CloudAPI? { string("api").flatMap(CloudAPI.init(choice:)) }
}
