import HTTPTypes

/// What a method and a path lead to.
enum RouteMatch: Sendable {
    /// An operation, and what stands in the places of its path.
    case found(any Route.Type, [Substring: String])
    /// The path exists, but not with this method.
    case otherMethod(APIFamily)
    /// There is no such path below the version that an API is known by.
    case nothing(APIFamily)

    /// Looks a request up. `path` comes without its query.
    init(method: HTTPRequest.Method, path: Substring) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        var family: APIFamily?
        for route in Routes.all {
            for pattern in route.paths {
                guard let places = pattern.match(segments) else { continue }
                if route.operation.method == method {
                    self = .found(route, places)
                    return
                }
                family = route.family
            }
        }
        let isNative = segments.dropFirst().first.map { $0 == "v2" || $0 == "v2.1" } ?? false
        self = family.map(RouteMatch.otherMethod) ?? .nothing(isNative ? .nova : .ecs)
    }
}
