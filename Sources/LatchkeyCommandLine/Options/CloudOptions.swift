public import ArgumentParser
import AutomationCore
public import CloudPasswords
import Foundation

/// Which cloud, and who we are to it.
struct CloudOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Region, which gives the addresses, like eu-west-101. (default: what comes with the credential)",
            valueName: "name"
        )
    )
    var region: String?

    @Option(
        help: ArgumentHelp(
            "Address of the compute API, like https://ecs.REGION.myhuaweicloud.com; or LATCHKEY_ENDPOINT. "
                + "(default: the region's, or what comes with the credential)",
            valueName: "url"
        )
    )
    var endpoint: String?

    @Option(
        help: ArgumentHelp(
            "Address of the identity service. (default: the region's, or what comes with the credential)",
            valueName: "url"
        )
    )
    var identityEndpoint: String?

    @Option(
        help: ArgumentHelp(
            "Id of the project that the servers belong to; or OS_PROJECT_ID. "
                + "(default: the one with the region's name)",
            valueName: "id"
        )
    )
    var project: String?

    @Option(help: "API to call; nova stands for OpenStack's own paths.")
    var api: CloudAPI = .v1

    @Option(
        help: ArgumentHelp(
            "How many times faster than life a simulated cloud runs. (default: 1; 60 with --simulate of run and repl)",
            valueName: "times"
        )
    )
    var speed: Double?

    @Option(
        help: ArgumentHelp(
            "File with the token to authenticate with. (default: what the first source of credentials has)",
            valueName: "file"
        ),
        completion: .file()
    )
    var tokenFile: String?

    @Flag(
        help: ArgumentHelp(
            "Sign with keys derived from the access key for day, region and service (V11-HMAC-SHA256), as some private "
                + "clouds ask for."
        )
    )
    var derivedSigning = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Requests to allow in a time of seconds (s), minutes (m) or hours (h), like 50/m or 200/5m; get=50/m for one "
                + "kind of \(RateOption.kinds). Once per kind. (default: learned from the cloud's first refusal)",
            valueName: "rate"
        )
    )
    var rate: [RateOption] = []

    func validate() throws {
        if let speed { try Self.check(speed: speed) }
    }

    /// Refuses a speed that no simulated cloud has.
    static func check(speed: Double) throws(ValidationError) {
        guard speed > 0, speed <= 100_000 else {
            throw ValidationError("--speed: expected a number above 0 and up to 100000, got \(speed)")
        }
    }

    /// Where the cloud is, as far as options, environment and the file of regions say.
    ///
    /// - Throws: ``AutomationError`` when one of them cannot be what it should.
    func location(environment: [String: String], files: FileRoot) throws -> CloudLocation {
        let variable = region.map { "HUAWEICLOUD_SDK_REGION_ECS_" + $0.uppercased().replacing("-", with: "_") }
        let location = CloudLocation(
            endpoint: endpoint ?? Self.value("LATCHKEY_ENDPOINT", environment)
                ?? variable.flatMap { Self.value($0, environment) },
            identityEndpoint: identityEndpoint,
            region: region,
            projectID: project ?? Self.value("OS_PROJECT_ID", environment),
            regionFile: try RegionFile.find(environment: environment, files: .disk(root: files))
        )
        // What is wrong in an option is said at once, and not by the first request.
        if let endpoint = location.endpoint { _ = try CloudEndpoint(url: endpoint, projectID: location.projectID) }
        if let identity = location.identityEndpoint { _ = try CloudEndpoint(url: identity, projectID: nil) }
        if let region, location.endpoint == nil, location.regionFile?.computeEndpoint(in: region) == nil {
            _ = try Region(region)
        }
        return location
    }

    /// Who we are to the cloud: an option, or the first source that is in use.
    func credentials(
        environment: [String: String],
        world: World,
        suppliers: [(name: String, supplier: any CredentialSupplier)]
    ) throws -> CredentialProvider {
        let surroundings = CredentialSurroundings(
            projectID: project,
            region: region,
            endpoint: endpoint,
            identityEndpoint: identityEndpoint
        )
        let options = CredentialOptions(
            try tokenFile.map { .token(try Self.token(in: $0, files: world.files)) },
            surroundings: surroundings
        )
        let chain = CredentialChain.standard(
            options: options,
            plugins: suppliers.map { PluginCredentials($0.supplier, plugin: $0.name, surroundings: surroundings) },
            environment: overridden(environment),
            files: .disk(root: world.files),
            world: world
        )
        return CredentialProvider(source: chain, world: world)
    }

    /// The environment with what the options say in place of what it says itself.
    private func overridden(_ environment: [String: String]) -> [String: String] {
        var environment = environment
        for name in ["HUAWEICLOUD_SDK_IAM_ENDPOINT", "HW_AUTH_URL", "OS_AUTH_URL"] {
            environment[name] = identityEndpoint ?? environment[name]
        }
        for name in ["HW_REGION_NAME", "OS_REGION_NAME"] { environment[name] = region ?? environment[name] }
        for name in ["HW_PROJECT_ID", "OS_PROJECT_ID"] { environment[name] = project ?? environment[name] }
        return environment
    }

    /// The limits that `--rate` sets.
    var limits: [QuotaClass: QuotaLimit] {
        // What is said of one kind goes before what is said of all.
        let all = rate.filter { $0.quota == nil }.flatMap { rate in QuotaClass.allCases.map { ($0, rate.limit) } }
        let some = rate.compactMap { rate in rate.quota.map { ($0, rate.limit) } }
        return Dictionary(all + some) { $1 }
    }

    private static func value(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func token(in path: String, files: FileRoot) throws -> Secret {
        guard let contents = FileManager.default.contents(atPath: files.resolve(path)) else {
            throw AutomationError(.input, "the token file \(path) cannot be read")
        }
        let token = String(decoding: contents, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        // A token with a line break in it would end the header and begin another.
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw AutomationError(
                .input,
                "the token file \(path) holds no token",
                hint: "it must hold the token alone, on one line"
            )
        }
        return Secret(token)
    }
}

extension CloudAPI: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(choice: argument)
    }

    public static var allValueStrings: [String] { choices.map(\.rawValue) }
}
