import Foundation

extension SimulatedJob {
    /// The job as it is shown. Source: ECS API reference, ShowJob.
    func body(at now: Date) -> JSONValue {
        [
            "status": .string(status(at: now)),
            "entities": [
                "sub_jobs_total": .number(parts.count),
                "sub_jobs": .array(parts.map { body(of: $0, at: now) }),
            ],
            "job_id": .string(id),
            "job_type": .string(typeForMany),
            "begin_time": .string(CloudDate.toTheMillisecond(beganAt)),
            "end_time": endTime(at: now),
            "error_code": hasFailed(at: now) ? .string(errorCode) : nil,
            "fail_reason": hasFailed(at: now) ? .string(failReason) : nil,
        ]
    }

    private func body(of part: Part, at now: Date) -> JSONValue {
        let failed = part.fails && now >= endsAt
        return [
            "status": now < endsAt ? "RUNNING" : failed ? "FAIL" : "SUCCESS",
            "entities": failed
                ? ["server_id": .string(part.serverID), "errorcode_message": .string(failReason)]
                : ["server_id": .string(part.serverID)],
            "job_id": .string(part.id),
            "job_type": .string(typeForOne),
            "begin_time": .string(CloudDate.toTheMillisecond(beganAt)),
            "end_time": endTime(at: now),
            "error_code": failed ? .string(errorCode) : nil,
            "fail_reason": failed ? .string(failReason) : nil,
        ]
    }

    private func hasFailed(at now: Date) -> Bool { fails && now >= endsAt }

    private func endTime(at now: Date) -> JSONValue {
        now < endsAt ? "" : .string(CloudDate.toTheMillisecond(endsAt))
    }

    private var typeForOne: String {
        switch action {
        case .reboot: "rebootServer"
        case .start: "startServer"
        case .stop: "stopServer"
        }
    }

    private var typeForMany: String {
        switch action {
        case .reboot: "batchRebootServer"
        case .start: "batchStartServer"
        case .stop: "batchStopServer"
        }
    }

    private var errorCode: String { action == .reboot ? "Ecs.0227" : "Ecs.0226" }

    private var failReason: String { action == .reboot ? "Failed to restart the ECS." : "Failed to start the ECS." }
}
