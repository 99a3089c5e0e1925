import AutomationCore

/// Goes through all pages of a list of servers, once, and says what was on them.
///
/// The first generation counts pages from 1 in what it calls `offset`, and tells how many servers there are; the native
/// one goes on behind a marker. Neither promises that the list stands still meanwhile, so that a server may come twice,
/// or, when others before it go, never.
struct ServerListing {
    /// Servers to a page: what both generations allow.
    static let pageSize = 100
    /// Where a cloud goes on giving pages for ever.
    private static let mostPages = 10_000

    private let api: CloudAPI
    private var page = 1
    private var marker: String?
    private var firstCount: Int?
    private var isDone = false
    private var known: Set<String> = []
    /// What was found so far, each server once, in the cloud's order.
    private(set) var servers: [Server] = []
    /// Whether servers have gone away meanwhile, so that others may have moved to a page that was read already.
    private(set) var hasShrunk = false

    init(api: CloudAPI) {
        self.api = api
    }

    /// What the request for the next page has in its query; nil when there is none.
    var nextQuery: [(name: String, value: String)]? {
        guard !isDone else { return nil }
        let limit = ("limit", String(Self.pageSize))
        if api == .v1 { return [("offset", String(page)), limit] }
        return [limit] + (marker.map { [("marker", $0)] } ?? [])
    }

    /// Takes note of a page.
    mutating func receive(_ answer: ServerPage) {
        let new = answer.servers.filter { known.insert($0.id).inserted }
        servers += new.map(\.server)
        if let count = answer.count {
            hasShrunk = hasShrunk || firstCount.map { count < $0 } == true
            firstCount = firstCount ?? count
        }
        let isFull = answer.servers.count >= Self.pageSize
        if api == .v1 {
            // A full page may have another behind it whatever the count says, and so may a short one of which the
            // count says that it is not all.
            isDone = !isFull && page * Self.pageSize >= answer.count ?? 0
        } else {
            marker = answer.nextMarker ?? (isFull ? answer.servers.last?.id : nil)
            isDone = marker == nil
        }
        // A page that brings nothing new is the end, or the same one again.
        isDone = isDone || new.isEmpty || page >= Self.mostPages
        page += 1
    }
}
