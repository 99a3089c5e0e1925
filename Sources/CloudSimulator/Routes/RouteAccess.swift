/// Who may call an operation.
enum RouteAccess: Sendable {
    /// Whoever works in the project.
    case project
    /// Whoever belongs to the account.
    case account
    /// Whoever comes along.
    case anybody
}

extension Route {
    static var access: RouteAccess { .project }
}
