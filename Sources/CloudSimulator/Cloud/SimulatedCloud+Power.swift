import Foundation

extension SimulatedCloud {
    /// Begins a change of power that the server's state permits.
    mutating func startTransition(_ action: PowerAction, isHard: Bool, serverID: String, at now: Date) {
        let end = now.addingTimeInterval(configuration.wallSeconds(duration(of: action)))
        update(serverID) { server in
            let fails = server.failsToRestart && action != .stop
            server.transition = PowerTransition(action: action, isHard: isHard, fails: fails, endsAt: end)
            server.updatedAt = now
        }
    }

    /// Begins the same change of power for several servers, as a job.
    mutating func startJob(_ action: PowerAction, isHard: Bool, serverIDs: [String], at now: Date) -> SimulatedJob {
        let parts = serverIDs.map { id in
            let fails = server(id)?.failsToRestart == true && action != .stop
            return SimulatedJob.Part(id: requestGenerator.hexadecimal(32), serverID: id, fails: fails)
        }
        for id in serverIDs { startTransition(action, isHard: isHard, serverID: id, at: now) }
        let job = SimulatedJob(
            id: requestGenerator.hexadecimal(32),
            action: action,
            beganAt: now,
            endsAt: now.addingTimeInterval(configuration.wallSeconds(duration(of: action))),
            parts: parts
        )
        jobs[job.id] = job
        return job
    }

    private func duration(of action: PowerAction) -> Duration {
        switch action {
        case .reboot: configuration.restartDuration
        case .start: configuration.startDuration
        case .stop: configuration.stopDuration
        }
    }
}
