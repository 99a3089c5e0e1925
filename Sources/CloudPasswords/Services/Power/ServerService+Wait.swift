public import AutomationCore

extension ServerService {
    /// How long a change of power may take, unless said otherwise. Source: what the console says of resets and reboots,
    /// "expected to take 10 minutes".
    public static let powerLimit = Duration.seconds(10 * 60)

    /// Waits until the server has one of these statuses, and nothing more is being done to it.
    ///
    /// - Parameters:
    ///   - statuses: As the cloud spells them: `ACTIVE`, `SHUTOFF`, ...; `DELETED` is also that there is no such server
    ///     any more.
    ///   - timeout: How long to wait at the most, in cloud time.
    /// - Returns: The server with its detail.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/timeout`` when it did not come, of kind
    ///   ``ErrorKind/conflict`` when the server is in `ERROR`, which it does not leave by itself.
    public func waitForStatus(
        of server: Server,
        _ statuses: Set<String>,
        api: CloudAPI? = nil,
        timeout: Duration = Self.powerLimit,
        caller: String = "server.wait_for"
    ) async throws -> Server {
        let statuses = Set(statuses.map { $0.uppercased() })
        let what = "the status " + statuses.sorted().joined(separator: " or ")
        return try await poll(for: what, of: server, timeout: timeout, caller: caller) {
            let found: Server
            do { found = try await detail(of: server, api: api, caller: caller) } catch let error as AutomationError {
                guard error.kind == .notFound, statuses.contains("DELETED") else { throw error }
                let gone = ServerDetail(status: "DELETED", launchedAt: nil, osType: nil, keyName: nil)
                return .found(Server(id: server.id, name: server.name, detail: gone))
            }
            let (status, task) = (found.detail?.status ?? "", found.detail?.taskState)
            // A server that is about to leave a status still has it.
            let isStanding = task == nil || !["ACTIVE", "SHUTOFF"].contains(status)
            if statuses.contains(status), isStanding { return .found(found) }
            try Self.checkHealth(of: found, caller: caller)
            return .notYet("the server is \(status)" + (task.map { " (\($0))" } ?? ""))
        }
    }

    /// Waits until a job of the cloud has ended well.
    ///
    /// - Parameters:
    ///   - id: The job's id, from the answer to what started it.
    ///   - server: The server that it is about, for events and errors; nil when it is about several.
    /// - Throws: ``AutomationError`` with the job's own reason when it failed, of kind ``ErrorKind/notFound`` when
    ///   there is no such job, of kind ``ErrorKind/timeout`` when it did not end in time.
    public func waitForJob(
        _ id: String,
        of server: Server? = nil,
        timeout: Duration = Self.powerLimit,
        caller: String = "server.wait_for_job"
    ) async throws {
        try await poll(for: "the cloud's job", of: server, timeout: timeout, caller: caller) { () -> Look<Void> in
            let body: [UInt8]
            do {
                body = try await send(.showJob, of: server, api: .v1, caller: caller) { $0.places = ["job_id": id] }
            } catch var error as AutomationError where error.status == 404 {
                error.kind = .notFound
                error.hint = "the cloud does not know the job, or not any more; look at the server itself"
                throw error
            }
            guard let job = CloudJob(body) else {
                throw CloudErrorDecoder.unexpectedBody(body, expected: "a job").about(caller, server)
            }
            switch job.state {
            case .succeeded: return .found(())
            case .failed: throw job.failure(for: server, caller: caller)
            case .underWay(let status): return .notYet("the job is \(CloudErrorText.line(status, limit: 40))")
            }
        }
    }

    /// - Throws: ``AutomationError`` of kind ``ErrorKind/conflict`` when the server is in `ERROR`.
    static func checkHealth(of server: Server, caller: String) throws(AutomationError) {
        guard server.detail?.status == "ERROR" else { return }
        throw AutomationError(
            .conflict,
            "the server is in the status ERROR",
            operation: caller,
            server: server.label,
            hint: "it does not leave it by itself; look at the server in the console"
        )
    }
}
