import AutomationCore

extension SimulatedCloud {
    /// The record, or an empty string for every reason that there is none: the API does not tell them apart.
    mutating func passwordRecord(_ call: RouteCall, family: APIFamily) -> TransportResponse {
        guard let server = server(call) else { return family.unknownServer(call.serverID ?? "") }
        guard case .sealed(let text) = server.record else { return .json(200, ["password": ""]) }
        return .json(200, ["password": .string(text)])
    }

    /// Forgets the record, if there is one.
    mutating func clearPasswordRecord(_ call: RouteCall, family: APIFamily) -> TransportResponse {
        guard let server = server(call) else { return family.unknownServer(call.serverID ?? "") }
        // Before the guest has posted there is nothing to forget, and it will still post. Afterwards it never does so
        // again. Source: cloudbase-init, which marks the step as done in the guest.
        if case .sealed = server.record { update(server.id) { $0.record = .cleared } }
        return .empty(204)
    }
}
