import AutomationCore

/// The projects of the account, or the one with a name: how clients with an access key learn which they work in.
///
/// Source: IAM API reference, KeystoneListProjects.
enum ListProjectsRoute: Route {
    static let operation = SimulatedOperation.listProjects
    static let family = APIFamily.ecs
    static let access = RouteAccess.account
    static let paths: [PathPattern] = ["/v3/projects"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        let configuration = cloud.configuration
        let address = call.endpoint + "/v3/projects"
        let domainID = JSONValue.optional(configuration.users.first?.domainID)
        let project: JSONValue = [
            "domain_id": domainID,
            "is_domain": false,
            "parent_id": domainID,
            "name": .string(configuration.region),
            "description": "",
            "links": ["self": .string(address + "/\(configuration.projectID)")],
            "id": .string(configuration.projectID),
            "enabled": true,
        ]
        let isWanted = call.query["name"].map { $0 == configuration.region } ?? true
        return .json(
            200,
            [
                "links": ["self": .string(address), "previous": nil, "next": nil],
                "projects": .array(isWanted ? [project] : []),
            ]
        )
    }
}
