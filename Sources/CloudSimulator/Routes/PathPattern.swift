/// A path with places for ids, such as `/v1/{project_id}/cloudservers/{server_id}`.
struct PathPattern: Sendable, ExpressibleByStringLiteral {
    private let segments: [Substring]

    init(stringLiteral value: String) {
        segments = Substring(value).split(separator: "/", omittingEmptySubsequences: false)
    }

    /// What stands in the places, by their name; nil when the path is another one.
    func match(_ path: [Substring]) -> [Substring: String]? {
        guard path.count == segments.count else { return nil }
        var places: [Substring: String] = [:]
        for (segment, wanted) in zip(path, segments) {
            if wanted.hasPrefix("{") {
                guard !segment.isEmpty else { return nil }
                places[wanted] = String(segment)
            } else if segment != wanted {
                return nil
            }
        }
        return places
    }
}
