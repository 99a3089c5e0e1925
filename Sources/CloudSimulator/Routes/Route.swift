import AutomationCore

/// One operation: where it is found and how it answers.
protocol Route: Sendable {
    /// What it does.
    static var operation: SimulatedOperation { get }
    /// The paths it is found under, with `{project_id}`, `{server_id}` and `{job_id}` standing for one segment each.
    static var paths: [PathPattern] { get }
    /// In whose words it answers.
    static var family: APIFamily { get }
    /// Who may call it; whoever works in the project unless it says otherwise.
    static var access: RouteAccess { get }

    /// Answers a call whose token and project are in order.
    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse
}
