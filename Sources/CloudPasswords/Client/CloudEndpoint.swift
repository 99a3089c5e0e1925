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
            guard Self.isIdentifier(projectID) else {
                throw AutomationError(
                    .input,
                    "the project id \"\(projectID)\" is none: expected letters, digits and hyphens",
                    hint: "the id, not the name, of the project that the servers belong to"
                )
            }
        }
        self.projectID = projectID
    }

    /// The path of a request, with its query.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when the path needs a project and there is none, or
    ///   of kind ``ErrorKind/argument`` when something that goes into the path cannot be what it should.
    func path(of request: CloudRequest) throws(AutomationError) -> String {
        var path = prefix(for: request.operation.api)
        // Every request comes by: only what stands in braces is looked at closely.
        var rest = request.operation.path[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            path += rest[..<open]
            let end = rest[open...].utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            path += try text(for: rest[open..<end], in: request)
            rest = rest[end...]
        }
        path += rest
        return request.query.isEmpty ? path : path + Self.query(request.query)
    }

    /// What goes into one of the places in an operation's path.
    private func text(for part: Substring, in request: CloudRequest) throws(AutomationError) -> Substring {
        switch part {
        case "{server_id}":
            let id = request.server?.id ?? ""
            guard Self.isIdentifier(id) else {
                throw AutomationError(
                    .argument,
                    "\"\(id)\" cannot be a server id: expected letters, digits and hyphens",
                    hint: "a server is given by its id, a UUID like 4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b52"
                )
            }
            return id[...]
        case "{project_id}":
            guard let projectID else {
                throw AutomationError(
                    .input,
                    "the \(request.operation.api.rawValue) API needs a project id",
                    hint: "give --project ID, or set OS_PROJECT_ID"
                )
            }
            return projectID[...]
        default:
            let value = request.places[String(part.dropFirst().dropLast())]
            return value.map { PercentEncoding.encode($0.utf8)[...] } ?? part
        }
    }

    /// What goes before an operation's path. A catalog gives addresses with version and project in them, which the
    /// operation's own path has too.
    private func prefix(for api: CloudAPI) -> String {
        // Every request asks.
        guard !prefix.isEmpty else { return prefix }
        var parts = prefix.split(separator: "/", omittingEmptySubsequences: false)
        let versions = api == .identity ? ["v3"] : ["v1", "v2", "v2.1"]
        if api != .identity, parts.count > 2, Self.isIdentifier(parts[parts.count - 1]),
            versions.contains(String(parts[parts.count - 2]))
        {
            parts.removeLast(2)
        } else if parts.count > 1, versions.contains(String(parts[parts.count - 1])) {
            parts.removeLast()
        }
        return parts.joined(separator: "/")
    }

    private static func query(_ items: [(name: String, value: String)]) -> String {
        let pairs = items.map { PercentEncoding.encode($0.name.utf8) + "=" + PercentEncoding.encode($0.value.utf8) }
        return "?" + pairs.joined(separator: "&")
    }

    static func isIdentifier(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The address without what might be a password or a token in it: user, query and fragment.
    private static func withoutUserInfo(_ text: String) -> String {
        let address = text.lastIndex(of: "@").map { "...@" + text[text.index(after: $0)...] } ?? text
        let end = address.firstIndex { $0 == "?" || $0 == "#" }
        return end.map { address[..<$0] + "..." } ?? address
    }
}
