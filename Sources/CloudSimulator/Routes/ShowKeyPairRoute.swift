import AutomationCore
import Foundation

/// The public half of a key pair. Source: ECS API reference, NovaShowKeypair; OpenStack Compute API, keypairs.
enum ShowKeyPairRoute: Route {
    static let operation = SimulatedOperation.showKeyPair
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/os-keypairs/{keypair_name}",
        "/v2/{project_id}/os-keypairs/{keypair_name}",
        "/v2.1/os-keypairs/{keypair_name}",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        let name = call.keyPairName ?? ""
        guard let keyPair = cloud.keyPairs[name] else {
            return .novaError(404, "itemNotFound", "Keypair \(name) not found for user \(userID)")
        }
        let created = CloudDate.withoutZone(cloud.configuration.launchedAt.addingTimeInterval(-86_400))
        let members: [JSONValue.Member] =
            keyPair.members(call: call) + [
                .init(name: "created_at", value: .string(created)),
                .init(name: "deleted", value: false),
                .init(name: "deleted_at", value: nil),
                .init(name: "id", value: 1),
                .init(name: "updated_at", value: nil),
                .init(name: "user_id", value: .string(userID)),
            ]
        return .json(200, ["keypair": .object(members)])
    }

    private static let userID = "05949e1c6a80f2bc1f44c013a6dfa8c3"
}
