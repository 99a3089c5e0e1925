import AutomationCore

/// How far a job is. Source: ECS API reference, ShowJob.
enum ShowJobRoute: Route {
    static let operation = SimulatedOperation.showJob
    static let family = APIFamily.ecs
    static let paths: [PathPattern] = ["/v1/{project_id}/jobs/{job_id}"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard let job = call.jobID.flatMap({ cloud.jobs[$0] }) else {
            return .json(404, ["code": "Common.0011", "message": "The job ID is incorrect."])
        }
        return .json(200, job.body(at: call.now))
    }
}
