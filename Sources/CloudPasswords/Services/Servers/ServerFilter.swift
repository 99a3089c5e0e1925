public import AutomationCore

/// Which servers of a project are meant. What is nil does not matter; all that is given must fit.
public struct ServerFilter: Sendable, Equatable {
    /// The whole name, letter for letter.
    public var name: String?
    /// A part of the name, letter for letter.
    public var namePart: String?
    /// The status as the cloud spells it: `ACTIVE`, `SHUTOFF`, ...
    public var status: String?
    /// The id of the image that they were made from.
    public var imageID: String?
    /// The id of their flavor.
    public var flavorID: String?
    /// The name of the key pair that they were made with.
    public var keyName: String?

    /// Makes a filter; without anything given, all servers fit.
    public init(
        name: String? = nil,
        namePart: String? = nil,
        status: String? = nil,
        imageID: String? = nil,
        flavorID: String? = nil,
        keyName: String? = nil
    ) {
        self.name = name
        self.namePart = namePart
        self.status = status?.uppercased()
        self.imageID = imageID
        self.flavorID = flavorID
        self.keyName = keyName
    }

    /// Whether a server of a list fits.
    ///
    /// Always looked at here, whatever the cloud was asked for: its search for names is for parts and for patterns, and
    /// its search for a status also brings servers that are about to leave it.
    public func matches(_ server: Server) -> Bool {
        func fits(_ wanted: String?, _ found: String?) -> Bool { wanted == nil || wanted == found }
        return fits(name, server.name) && (namePart.map { server.name?.contains($0) == true } ?? true)
            && fits(status, server.detail?.status) && fits(imageID, server.detail?.imageID)
            && fits(flavorID, server.detail?.flavorID) && fits(keyName, server.detail?.keyName)
    }

    /// What the cloud is asked to leave out, as far as the API can: the less, the fewer pages.
    func query(for api: CloudAPI) -> [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        if let part = Self.searchable(name ?? namePart ?? "") { query.append(("name", part)) }
        if let status { query.append(("status", status)) }
        if let flavorID { query.append(("flavor", flavorID)) }
        if api != .v1, let imageID { query.append(("image", imageID)) }
        return query
    }

    /// The beginning of a name that means the same whether the cloud takes it as a text or as a pattern, and that
    /// finds the whole name in either case; nil when there is none.
    static func searchable(_ name: String) -> String? {
        let beginning = name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        return beginning.isEmpty ? nil : String(beginning)
    }
}
