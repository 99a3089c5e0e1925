public import AutomationCore
import Foundation

/// Where the cloud's API is and which project the servers belong to.
public struct CloudEndpoint: Sendable, Equatable {
    /// `http` or `https`.
    public let scheme: String
    /// The host, with the port where it is not the scheme's own.
    public let authority: String
    /// What every path begins with; empty, or with a leading slash and without a trailing one.
    public let prefix: String
    /// The project id that goes into the paths; nil when none was given, which Nova's own paths allow.
    public let projectID: String?

    /// Reads an address as people write it: `https://ecs.eu-west-101.myhuaweicloud.eu`.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    public init(url text: String, projectID: String?) throws(AutomationError) {
        let url = URLComponents(string: text)
        guard let url, let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
            let host = url.host, !host.isEmpty, url.user == nil, url.password == nil, url.query == nil,
            url.fragment == nil
        else {
            throw AutomationError(
                .input,
                "the endpoint \"\(Self.withoutUserInfo(text))\" is not an address like https://ecs.REGION.myhuaweicloud.com",
                hint: "give scheme and host, without user, query or fragment"
            )
        }
        self.scheme = scheme
        authority = url.port.map { "\(host):\($0)" } ?? host
        let path = url.percentEncodedPath
        prefix = path.hasSuffix("/") ? String(path.dropLast()) : path
        if let projectID {
            guard !projectID.isEmpty, projectID.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
            else {
                throw AutomationError(
                    .input,
                    "the project id \"\(projectID)\" is none: expected letters, digits and hyphens",
                    hint: "the id, not the name, of the project that the servers belong to"
                )
            }
        }
        self.projectID = projectID
    }

    /// The path of an operation on a server.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when the path needs a project and there is none, or
    ///   of kind ``ErrorKind/argument`` when the server's id cannot be one.
    func path(of operation: CloudOperation, server: Server) throws(AutomationError) -> String {
        guard !server.id.isEmpty, server.id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        else {
            throw AutomationError(
                .argument,
                "\"\(server.id)\" cannot be a server id: expected letters, digits and hyphens",
                hint: "a server is given by its id, a UUID like 4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b52"
            )
        }
        var path = operation.path.replacing("{server_id}", with: server.id)
        if path.contains("{project_id}") {
            guard let projectID else {
                throw AutomationError(
                    .input,
                    "the \(operation.api.rawValue) API needs a project id",
                    hint: "give --project ID, or set OS_PROJECT_ID"
                )
            }
            path = path.replacing("{project_id}", with: projectID)
        }
        return prefix + path
    }

    /// The address without what might be a password or a token in it: user, query and fragment.
    private static func withoutUserInfo(_ text: String) -> String {
        let address = text.lastIndex(of: "@").map { "...@" + text[text.index(after: $0)...] } ?? text
        let end = address.firstIndex { $0 == "?" || $0 == "#" }
        return end.map { address[..<$0] + "..." } ?? address
    }
}
