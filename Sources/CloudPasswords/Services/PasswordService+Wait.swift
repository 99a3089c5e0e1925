public import AutomationCore
import Foundation

extension PasswordService {
    /// Waits until the cloud has injected the initial password, and gets it.
    ///
    /// - Parameter timeout: How long to wait at the most, in cloud time. Time in which the server was to be looked at
    ///   and stood in line behind the account's quota does not count.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/timeout`` when it did not come, of kind
    ///   ``ErrorKind/unavailable`` as soon as it is plain that it never will, or what a request failed with.
    public func waitForSealedPassword(
        of server: Server,
        api: CloudAPI? = nil,
        timeout: Duration = .seconds(15 * 60)
    ) async throws -> SealedPassword {
        let caller = "password.wait"
        let start = world.cloudClock.now
        return try await schedule.counting {
            let server = try await known(server, api: api, caller: caller)
            if let detail = server.detail {
                let pair = try await keyPair(of: detail, api: api, caller: caller)
                if let reason = InjectionDiagnosis.never(detail, keyType: pair?.type) {
                    throw reason.error(caller, server)
                }
            }
            return try await wait(for: server, since: start, timeout: timeout, api: api, caller: caller)
        }
    }

    private func wait(
        for server: Server,
        since start: MonotonicInstant,
        timeout: Duration,
        api: CloudAPI?,
        caller: String
    ) async throws -> SealedPassword {
        let clock = world.cloudClock
        var plan = InjectionPlan(
            now: start,
            age: server.detail.map { $0.launchedAt.map { age(of: $0) - start.duration(to: clock.now) } ?? .zero },
            key: InjectionKey(image: server.detail?.imageID, flavor: server.detail?.flavorID),
            timeout: timeout
        )
        var generator = WorldRandomNumberGenerator(world.randomness)
        while true {
            try await sleepUntilWorthALook(plan, server)
            let due = clock.now
            let turn = try await schedule.turn(plan)
            plan.stoodInLine(for: due.duration(to: clock.now))
            let isLast = plan.isLast(at: clock.now)
            if let sealed = try await look(for: server, plan, turn, api: api, caller: caller) {
                events.receive(
                    .arrived(server: server, what: "the initial password", after: start.duration(to: clock.now))
                )
                return sealed
            }
            if let reason = try await whyNever(server, plan, timeout: timeout, api: api, caller: caller) {
                throw reason.error(caller, server)
            }
            guard !isLast else {
                throw AutomationError(
                    .timeout,
                    "there is no initial password after \(DurationText.format(start.duration(to: clock.now)))",
                    operation: caller,
                    server: server.label,
                    isRetryable: true,
                    hint: "it may still come: it takes 5 to 10 minutes from the launch, with some images longer"
                )
            }
            plan.lookedInVain(at: clock.now, jitter: Double.random(in: 0...1, using: &generator))
        }
    }

    /// How much cloud time has passed since a date that the cloud told, by the cloud's own calendar.
    func age(of date: Date) -> Duration {
        world.cloudClock.age(of: date.addingTimeInterval(.zero - client.serverClock.offset / .seconds(1)))
    }

    /// Sleeps until the next look is worth its request, which what is learned meanwhile can bring forward or put off.
    private func sleepUntilWorthALook(_ plan: InjectionPlan, _ server: Server) async throws {
        let clock = world.cloudClock
        var isTold = false
        while true {
            let (now, next) = (clock.now, schedule.nextLook(plan))
            guard now.advanced(by: InjectionPlan.tolerance) < next else { return }
            if !isTold {
                isTold = true
                events.receive(
                    .waiting(
                        server: server,
                        for: "the initial password",
                        next: now.duration(to: next),
                        remaining: now.duration(to: plan.deadline)
                    )
                )
            }
            try await clock.sleep(until: min(next, now.advanced(by: InjectionPlan.longestPause)))
        }
    }

    /// The server with its detail; without, when the caller may not see it but may get its password, or when the cloud
    /// fails for a passing reason, which the wait has time to outlast.
    private func known(_ server: Server, api: CloudAPI?, caller: String) async throws -> Server {
        do {
            return try await servers.gatheredDetail(of: server, api: api, caller: caller)
        } catch let error as AutomationError where error.kind == .forbidden || error.isRetryable {
            events.receive(
                .log(.warning, "its launch time is not known, so the wait begins at once: \(error)", server: server)
            )
            return server
        }
    }

    /// The key pair that a Windows server was made with, where it can be seen.
    func keyPair(of detail: ServerDetail, api: CloudAPI?, caller: String) async throws -> CloudKeyPair? {
        guard let name = detail.keyName, detail.osType?.lowercased() != "linux" else { return nil }
        return try await servers.keyPair(named: name, api: api, caller: caller)
    }

    /// One look. A passing failure that outlasted its retries is an empty look: the wait has a deadline of its own.
    private func look(
        for server: Server,
        _ plan: InjectionPlan,
        _ turn: InjectionSchedule.Turn,
        api: CloudAPI?,
        caller: String
    ) async throws -> SealedPassword? {
        var shown: Bool?
        defer { schedule.note(turn, plan, isReady: shown, at: world.cloudClock.now) }
        do {
            let sealed = try await sealedPassword(of: server, api: api, caller: caller, permit: turn.permit)
            shown = sealed != nil
            return sealed
        } catch let error as AutomationError where error.isRetryable {
            events.receive(.log(.warning, error.description, server: server))
            return nil
        }
    }

    /// Why no further look will find anything; nil when one may.
    private func whyNever(
        _ server: Server,
        _ plan: InjectionPlan,
        timeout: Duration,
        api: CloudAPI?,
        caller: String
    ) async throws -> InjectionDiagnosis? {
        guard let before = server.detail else { return nil }
        let age = plan.age(at: world.cloudClock.now)
        let window = max(InjectionPlan.window, timeout)
        let isStored = await isStored(server)
        // Only a state that was not the right one before, or the end of the window, is worth asking again.
        let isDoubtful = before.status != "ACTIVE" || (age ?? .zero) >= window
        let detail = isDoubtful ? try await known(server, api: api, caller: caller).detail ?? before : before
        return .afterEmptyLook(detail, age: age, window: window, isStored: isStored)
    }

    /// Whether the store has a password that was decrypted from the server's record since its launch.
    func isStored(_ server: Server) async -> Bool {
        guard let launchedAt = server.detail?.launchedAt, let record = try? await store.record(for: server) else {
            return false
        }
        let ahead = client.serverClock.offset / .seconds(1)
        let entries = [record.current, record.pending].compactMap(\.self) + record.history
        return entries.contains { $0.sealedDigest != nil && $0.storedAt.addingTimeInterval(ahead) > launchedAt }
    }
}

extension InjectionDiagnosis {
    /// The error that ends a wait for this reason.
    func error(_ caller: String, _ server: Server) -> AutomationError {
        AutomationError(
            .unavailable,
            "there is no initial password, and waiting will not bring it: \(reason)",
            operation: caller,
            server: server.label,
            hint: hint
        )
    }
}
