public import ArgumentParser
import AutomationCore
public import CloudPasswords
import Foundation

/// Which cloud, and who we are to it.
struct CloudOptions: ParsableArguments {
    @Option(help: "Address of the compute API, like https://ecs.REGION.myhuaweicloud.com; or LATCHKEY_ENDPOINT.")
    var endpoint: String?

    @Option(help: "Id of the project that the servers belong to; or OS_PROJECT_ID.")
    var project: String?

    @Option(help: "API to call: \(CloudAPI.allCases.map(\.rawValue).joined(separator: ", ")).")
    var api: CloudAPI = .v1

    @Option(
        name: .customLong("token-file"),
        help: "File with the token to authenticate with; else LATCHKEY_TOKEN or OS_TOKEN from the environment."
    )
    var tokenFile: String?

    /// The endpoint; nil when none was given.
    func cloudEndpoint(environment: [String: String]) throws -> CloudEndpoint? {
        guard let url = endpoint ?? environment["LATCHKEY_ENDPOINT"] else { return nil }
        return try CloudEndpoint(url: url, projectID: project ?? environment["OS_PROJECT_ID"])
    }

    /// Where the token comes from.
    func tokens(environment: [String: String], files: FileRoot) throws -> any TokenSource {
        guard let tokenFile else { return EnvironmentToken(environment) }
        guard let contents = FileManager.default.contents(atPath: files.resolve(tokenFile)) else {
            throw AutomationError(.input, "the token file \(tokenFile) cannot be read")
        }
        let token = String(decoding: contents, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        // A token with a line break in it would end the header and begin another.
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw AutomationError(
                .input,
                "the token file \(tokenFile) holds no token",
                hint: "it must hold the token alone, on one line"
            )
        }
        return FixedToken(Secret(token), name: "the file \(tokenFile)")
    }
}

extension CloudAPI: ExpressibleByArgument {}
