import AutomationCore

/// Starts, stops or restarts servers as a job. Source: ECS API reference, BatchRebootServers and its like.
enum ChangePowerRoute: Route {
    static let operation = SimulatedOperation.changePower
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/cloudservers/action"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard !call.body.isEmpty else { return family.missingBody }
        guard let request = call.decoded(as: PowerRequest.self), let ids = request.serverIDs, !ids.isEmpty else {
            return family.malformedBody
        }
        guard ids.count <= 1000 else { return .tooManyServers }
        for id in ids {
            guard let server = cloud.server(id, at: call.now) else { return family.unknownServer(id) }
            guard server.permits(request.action, isHard: request.isHard) else { return family.wrongStatus }
        }
        let job = cloud.startJob(request.action, isHard: request.isHard, serverIDs: ids, at: call.now)
        return .json(200, ["job_id": .string(job.id)])
    }
}
