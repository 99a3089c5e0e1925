public import AutomationCore

/// Holds the credential of a run, renews it ahead of its end, and sees that a wrong key is not locked by trying it.
///
/// However many wait for a credential, one of them is fetched; whoever is cancelled meanwhile leaves alone. A fetch that
/// failed fails for those who waited for it, and the next who asks tries again.
///
/// Until one request that was signed with an access key has succeeded, at the start and after each renewal, one lease is
/// out at a time. The second refusal of a signature in a row ends the run: every further lease is an error. Tokens
/// cannot be locked, so they are given out freely.
public actor CredentialProvider {
    /// How long after a renewal that failed, or brought nothing new, the next is tried while the old one still serves.
    static let renewalPause = Duration.seconds(60)

    private let source: any CredentialSource
    private let world: World

    private var cached: CachedCredential?
    private var generations = 0
    private var leases = 0
    private var gate = ProvingGate()
    private var isFetching = false
    /// Whether the fetch that comes replaces a credential that the cloud did not take.
    private var isReissuing = false
    private var nextRenewal = MonotonicInstant(offset: .zero)
    private var stop: AutomationError?

    private let fetchers = WaitingLine<Void>()
    private let gateLine = WaitingLine<Void>()

    /// Makes a provider. Nothing is fetched before somebody asks.
    public init(source: any CredentialSource, world: World) {
        self.source = source
        self.world = world
    }

    /// The credential and what its source knew, without the right to send anything: for the region and the project at
    /// the start of a run.
    ///
    /// - Throws: What the source throws, or `CancellationError` as soon as the task is cancelled.
    public func resolved() async throws -> ResolvedCredential {
        try await current().resolved
    }

    /// Waits for the right to send one request.
    ///
    /// - Throws: What the source throws; ``AutomationError`` of kind ``ErrorKind/authentication`` after two refusals in
    ///   a row; `CancellationError` as soon as the task is cancelled.
    public func lease() async throws -> CredentialLease {
        while true {
            if let stop { throw stop }
            let current = try await current()
            if let stop { throw stop }
            guard case .accessKey = current.resolved.credential else { return makeLease(current) }
            if gate.admits {
                let lease = makeLease(current)
                gate.enter(lease.id)
                return lease
            }
            try await gateLine.wait(gateLine.join())
        }
    }

    /// Reports that the cloud took the credential, whatever it made of the request otherwise.
    public func succeeded(_ lease: CredentialLease) {
        if lease.generation == cached?.generation { cached?.isUntriedReissue = false }
        gate.leave(lease.id, proving: true)
        gateLine.wake()
    }

    /// Reports that the outcome says nothing about the credential: no answer came, or the request was never sent.
    public func released(_ lease: CredentialLease) {
        gate.leave(lease.id, proving: false)
        gateLine.wake()
    }

    /// Reports that the cloud refused the signature.
    ///
    /// The second report in a row ends the run. A refusal of the date alone counts too, and the corrected request that
    /// follows ends the row.
    public func refused(_ lease: CredentialLease, _ error: AutomationError) {
        guard case .accessKey(let key, _) = lease.credential, gate.refuse(lease.id) else { return }
        if gate.isShut, stop == nil {
            var stop = AutomationError(
                .authentication,
                "the cloud refused \(ProvingGate.mostRefusals) signatures of the \(key) in a row, the last one saying: "
                    + error.message,
                status: error.status,
                code: error.code,
                requestID: error.requestID,
                hint: "nothing more is sent, because a few more refusals lock the key for five minutes; it came from "
                    + lease.resolved.origin
            )
            if let hint = error.hint { stop = stop.advising(hint) }
            self.stop = stop.hiding(lease.credential.secrets)
        }
        gateLine.wake()
    }

    /// Reports that the cloud no longer takes the credential, a token that it calls invalid, so that a new one is
    /// fetched for the next lease.
    ///
    /// - Returns: Whether sending the request again with a new lease is worth it. It is not when the credential was
    ///   itself fetched for this reason and has not been taken since.
    @discardableResult
    public func invalidate(after lease: CredentialLease) -> Bool {
        gate.leave(lease.id, proving: false)
        defer { gateLine.wake() }
        // Somebody else has done it already.
        guard let cached, cached.generation == lease.generation else { return true }
        guard !cached.isUntriedReissue else { return false }
        self.cached = nil
        isReissuing = true
        return true
    }

    private func makeLease(_ current: CachedCredential) -> CredentialLease {
        leases += 1
        return CredentialLease(resolved: current.resolved, id: leases, generation: current.generation)
    }

    /// The credential that requests are begun with now: fetches it when there is none, and the next one ahead of time.
    private func current() async throws -> CachedCredential {
        while true {
            try Task.checkCancellation()
            let now = world.clock.now
            if let cached, cached.isUsable(at: now) {
                if cached.isDue(at: now), now >= nextRenewal { startFetching() }
                return cached
            }
            let ticket = fetchers.join()
            startFetching()
            try await fetchers.wait(ticket)
        }
    }

    /// Fetches in a task of its own: it belongs to all who wait, so that none of them can cancel it.
    private func startFetching() {
        guard !isFetching else { return }
        isFetching = true
        Task(executorPreference: world.executor) { await self.fetch() }
    }

    private func fetch() async {
        let outcome: Result<CredentialAnswer, any Error>
        do {
            outcome = .success(try await source.resolve())
        } catch {
            outcome = .failure(error)
        }
        isFetching = false
        nextRenewal = world.clock.now.advanced(by: Self.renewalPause)
        do {
            switch try outcome.get() {
            case .found(let resolved):
                try keep(resolved)
                fetchers.wake()
                gateLine.wake()
            case .notConfigured(let reason):
                throw AutomationError(.authentication, "there is no credential; \(source.name): \(reason)")
            }
        } catch {
            // Nothing is kept of it: who asks next tries again.
            fetchers.fail(error)
        }
    }

    private func keep(_ resolved: ResolvedCredential) throws(AutomationError) {
        // The same credential as before has proved what it has proved.
        let isSame = cached?.resolved.credential.isSame(as: resolved.credential) ?? false
        cached = try CachedCredential(
            resolved,
            generation: isSame ? generations : generations + 1,
            isReissue: isReissuing || (isSame && cached?.isUntriedReissue == true),
            clock: world.clock
        )
        isReissuing = false
        guard !isSame else { return }
        generations += 1
        gate.replaceCredential()
    }
}
