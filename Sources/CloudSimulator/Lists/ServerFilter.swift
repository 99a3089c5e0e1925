/// Which servers a list is about, as its query says.
///
/// Parameters that are not here are let pass without an effect, as both forms of the API do with unknown ones.
/// Source: ECS API reference, ListServersDetails; OpenStack Compute API, list servers.
struct ServerFilter {
    private var name: NamePattern?
    private var statuses: Set<String>?
    private var flavorID: String?
    private var imageID: String?
    private var addressPart: String?
    private var address: String?
    private var tags: [String] = []
    private var unwantedTags: [String] = []
    private var enterpriseProjectID: String?

    init(_ query: RequestQuery, family: APIFamily) {
        name = query["name"].map(NamePattern.init)
        statuses = query["status"].map(Self.statuses)
        flavorID = query["flavor"]
        switch family {
        case .ecs:
            addressPart = query["ip"]
            address = query["ip_eq"]
            tags = query.list("tags")
            unwantedTags = query.list("not-tags")
            enterpriseProjectID = query["enterprise_project_id"]
        case .nova:
            imageID = query["image"]
        }
    }

    /// Whether every server passes.
    var isEmpty: Bool {
        name == nil && statuses == nil && flavorID == nil && imageID == nil && addressPart == nil && address == nil
            && tags.isEmpty && unwantedTags.isEmpty && enterpriseProjectID == nil
    }

    /// Whether a server that is up to date passes.
    func passes(_ server: SimulatedServer) -> Bool {
        if let statuses, !statuses.contains(server.status) { return false }
        if let flavorID, flavorID != server.flavorID { return false }
        if let imageID, imageID != server.imageID { return false }
        if let addressPart, !server.address.contains(addressPart) { return false }
        if let address, address != server.address { return false }
        if !tags.allSatisfy({ Self.has($0, server) }) || unwantedTags.contains(where: { Self.has($0, server) }) {
            return false
        }
        // All servers belong to the default enterprise project.
        if let enterpriseProjectID, enterpriseProjectID != "0", enterpriseProjectID != "all_granted_eps" {
            return false
        }
        return name?.matches(server.name) ?? true
    }

    /// A tag may be asked for by its key alone.
    private static func has(_ wanted: String, _ server: SimulatedServer) -> Bool {
        server.tags.contains { $0 == wanted || $0.hasPrefix(wanted + "=") }
    }

    /// A stable status takes in those that a server passes through on its way back to it. An unknown one matches
    /// nothing.
    private static func statuses(_ wanted: String) -> Set<String> {
        switch wanted.uppercased() {
        case "ACTIVE": ["ACTIVE", "REBOOT", "HARD_REBOOT"]
        case let other: [other]
        }
    }
}
