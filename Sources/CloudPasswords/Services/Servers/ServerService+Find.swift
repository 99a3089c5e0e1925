public import AutomationCore
import Foundation

extension ServerService {
    /// The most ids that an error lists.
    private static let mostShown = 20

    /// Finds a server by its id or its exact name.
    ///
    /// - Parameter verifying: Asks the cloud even for what looks like an id, so that a name may look like one too. Else
    ///   an id is taken as it is, without a request.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound`` when there is none, of kind ``ErrorKind/input``
    ///   when several have the name.
    public func find(
        _ text: String,
        api: CloudAPI? = nil,
        verifying: Bool = false,
        caller: String = "server.find"
    ) async throws -> Server {
        let found = try await resolve([text], api: api, verifying: verifying, caller: caller)
        guard let server = found.first else { throw Self.notFound([text], among: [], caller: caller) }
        return server
    }

    /// Finds servers by their ids or exact names, with one listing for all names.
    ///
    /// - Parameter verifying: As with ``find(_:api:verifying:caller:)``.
    /// - Returns: The servers in the order of `texts`.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound`` when there is none, of kind ``ErrorKind/input``
    ///   when several have a name.
    public func resolve(
        _ texts: [String],
        api: CloudAPI? = nil,
        verifying: Bool = false,
        caller: String = "server.find"
    ) async throws -> [Server] {
        var byText: [String: Server] = [:]
        let ids = Self.unique(texts.filter(Self.isID))
        if verifying {
            let details = try await details(of: ids.map { Server(id: $0) }, api: api, caller: caller)
            for (id, result) in zip(ids, details) {
                switch result {
                case .success(let server): byText[id] = server
                case .failure(let error) where error.kind == .notFound: break
                case .failure(let error): throw error
                }
            }
        } else {
            for id in ids { byText[id] = Server(id: id) }
        }
        let names = Self.unique(texts.filter { byText[$0] == nil })
        for (name, server) in try await servers(named: names, api: api, caller: caller) { byText[name] = server }
        return texts.compactMap { byText[$0] }
    }

    /// Whether a text has the form of a server's id, a UUID.
    public static func isID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    /// The one server for each of these names.
    private func servers(
        named names: [String],
        api: CloudAPI?,
        caller: String
    ) async throws -> [String: Server] {
        guard !names.isEmpty else { return [:] }
        // What the names begin with alike spares pages with others.
        let filter = ServerFilter(namePart: ServerFilter.searchable(Self.commonBeginning(of: names)))
        let candidates = Dictionary(
            grouping: try await servers(matching: filter, api: api, caller: caller),
            by: { $0.name ?? "" }
        )
        let missing = names.filter { candidates[$0] == nil }
        guard missing.isEmpty else {
            let all = filter == ServerFilter() ? nil : try? await servers(api: api, caller: caller)
            let known = all?.compactMap(\.name) ?? Array(candidates.keys)
            throw Self.notFound(missing, among: known, caller: caller)
        }
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                let servers = candidates[name] ?? []
                guard servers.count == 1, let server = servers.first else {
                    throw Self.ambiguous(name, servers, caller: caller)
                }
                return (name, server)
            }
        )
    }

    private static func notFound(_ names: [String], among known: [String], caller: String) -> AutomationError {
        let shown = names.prefix(mostShown).map { name in
            let nearest = Spelling.nearest(to: name, among: known.filter { $0 != name })
            return "\"\(CloudErrorText.line(name))\"" + (nearest.map { " (did you mean \"\($0)\"?)" } ?? "")
        }
        let more = names.count > mostShown ? " and \(names.count - mostShown) more" : ""
        return AutomationError(
            .notFound,
            "there is no server with the id or the name \(shown.joined(separator: ", "))\(more)",
            operation: caller,
            server: names.count == 1 ? names.first : nil,
            hint: "names are compared letter for letter; check the project and the region of the endpoint too"
        )
    }

    private static func ambiguous(_ name: String, _ servers: [Server], caller: String) -> AutomationError {
        let ids = servers.map(\.id).sorted()
        let more = ids.count > mostShown ? " and \(ids.count - mostShown) more" : ""
        return AutomationError(
            .input,
            "the name \"\(CloudErrorText.line(name))\" belongs to \(ids.count) servers",
            operation: caller,
            server: name,
            hint: "give the id of the one that is meant: " + ids.prefix(mostShown).joined(separator: ", ") + more
        )
    }

    private static func unique(_ texts: [String]) -> [String] {
        var known: Set<String> = []
        return texts.filter { known.insert($0).inserted }
    }

    private static func commonBeginning(of names: [String]) -> String {
        names.dropFirst().reduce(names.first ?? "") { $0.commonPrefix(with: $1) }
    }
}
