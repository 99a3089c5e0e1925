import AutomationCore

/// All key pairs of the account. Source: ECS API reference, NovaListKeypairs; OpenStack Compute API, keypairs.
enum ListKeyPairsRoute: Route {
    static let operation = SimulatedOperation.listKeyPairs
    static let family = APIFamily.nova
    static let paths: [PathPattern] = [
        "/v2.1/{project_id}/os-keypairs",
        "/v2/{project_id}/os-keypairs",
        "/v2.1/os-keypairs",
    ]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        let keyPairs = cloud.keyPairs.values.sorted { $0.name < $1.name }
        return .json(
            200,
            ["keypairs": .array(keyPairs.map { ["keypair": .object($0.members(call: call))] })]
        )
    }
}
