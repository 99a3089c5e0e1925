public import AutomationCore

extension PasswordService {
    /// Waits until the cloud has injected the initial password, and gets it.
    ///
    /// - Parameter timeout: How long to wait at the most, in cloud time.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/timeout`` when it did not come, or what a request failed with.
    public func waitForSealedPassword(
        of server: Server,
        api: CloudAPI? = nil,
        timeout: Duration = .seconds(15 * 60)
    ) async throws -> SealedPassword {
        let caller = "password.wait"
        let clock = world.cloudClock
        let start = clock.now
        let server = try await known(server, api: api, caller: caller)
        var wait = InjectionWait(
            now: clock.now,
            age: server.detail.map { $0.launchedAt.map { clock.age(of: $0) } ?? .zero },
            deadline: start.advanced(by: timeout)
        )
        var generator = WorldRandomNumberGenerator(world.randomness)
        while true {
            if clock.now < wait.nextLook {
                events.receive(
                    .waiting(
                        server: server,
                        for: "the initial password",
                        next: clock.now.duration(to: wait.nextLook),
                        remaining: clock.now.duration(to: wait.deadline)
                    )
                )
                try await clock.sleep(until: wait.nextLook)
            }
            if let sealed = try await look(for: server, api: api, caller: caller) {
                events.receive(
                    .arrived(server: server, what: "the initial password", after: start.duration(to: clock.now))
                )
                return sealed
            }
            guard wait.nothingYet(at: clock.now, jitter: Double.random(in: 0...1, using: &generator)) else {
                throw AutomationError(
                    .timeout,
                    "there is no initial password after \(DurationText.format(start.duration(to: clock.now)))",
                    operation: caller,
                    server: server.label,
                    isRetryable: true,
                    hint: server.detail.map(Self.hint)
                )
            }
        }
    }

    /// The server with its detail; without, when the caller may not see it but may get its password, or when the cloud
    /// fails for a passing reason, which the wait has time to outlast.
    private func known(_ server: Server, api: CloudAPI?, caller: String) async throws -> Server {
        do {
            return try await detail(of: server, api: api, caller: caller)
        } catch let error as AutomationError where error.kind == .forbidden || error.isRetryable {
            events.receive(
                .log(.warning, "its launch time is not known, so the wait begins at once: \(error)", server: server)
            )
            return server
        }
    }

    /// One look. A passing failure that outlasted its retries is an empty look: the wait has a deadline of its own.
    private func look(for server: Server, api: CloudAPI?, caller: String) async throws -> SealedPassword? {
        do {
            return try await sealedPassword(of: server, api: api, caller: caller)
        } catch let error as AutomationError where error.isRetryable {
            events.receive(.log(.warning, error.description, server: server))
            return nil
        }
    }

    private static func hint(_ detail: ServerDetail) -> String {
        if detail.osType?.lowercased() == "linux" { return "it is a Linux server: only Windows servers have one" }
        if detail.keyName == nil { return "the server was made without a key pair, so no password is ever injected" }
        if detail.status != "ACTIVE" { return "the server is \(detail.status); it must run for the injection" }
        return "either it was cleared before, or the image has no Cloudbase-Init, or the server cannot reach "
            + "169.254.169.254"
    }
}
