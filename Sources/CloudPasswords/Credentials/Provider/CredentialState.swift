import AutomationCore

/// What a ``CredentialProvider`` knows: the credential of now, who holds a lease of it, and what came of those.
struct CredentialState: Sendable {
    /// What who wants a lease gets.
    enum Admission {
        case lease(CredentialLease)
        /// The credential is there, and another request has to prove it first.
        case proving
        /// There is no credential to begin a request with.
        case missing
    }

    private var cached: CachedCredential?
    private var generations = 0
    private var leases = 0
    private var gate = ProvingGate()
    private var isFetching = false
    /// Whether the fetch that comes replaces a credential that the cloud did not take.
    private var isReissuing = false
    private var nextRenewal = MonotonicInstant(offset: .zero)
    private var stop: AutomationError?

    /// Lets a request go when it may.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` after two refusals in a row.
    mutating func admit(at now: MonotonicInstant) throws(AutomationError) -> Admission {
        if let stop { throw stop }
        guard let cached = usable(at: now) else { return .missing }
        guard case .accessKey = cached.resolved.credential else { return .lease(makeLease(cached)) }
        guard gate.admits else { return .proving }
        let lease = makeLease(cached)
        gate.enter(lease.id)
        return .lease(lease)
    }

    /// The credential that a request may be begun with; nil when there is none.
    func usable(at now: MonotonicInstant) -> CachedCredential? {
        guard let cached, cached.isUsable(at: now) else { return nil }
        return cached
    }

    /// Whether somebody has to fetch a credential, the next one ahead of time; who is told so does.
    mutating func beginsFetching(at now: MonotonicInstant) -> Bool {
        guard !isFetching else { return false }
        if let cached = usable(at: now) { guard cached.isDue(at: now), now >= nextRenewal else { return false } }
        isFetching = true
        return true
    }

    /// Takes note that a fetch is over, whatever it has brought.
    mutating func endFetching(nextRenewal: MonotonicInstant) {
        isFetching = false
        self.nextRenewal = nextRenewal
    }

    /// Puts a credential in the place of the one before.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when it has ended already.
    mutating func keep(_ resolved: ResolvedCredential, clock: any WorldClock) throws(AutomationError) {
        // The same credential as before has proved what it has proved.
        let isSame = cached?.resolved.credential.isSame(as: resolved.credential) ?? false
        cached = try CachedCredential(
            resolved,
            generation: isSame ? generations : generations + 1,
            isReissue: isReissuing || (isSame && cached?.isUntriedReissue == true),
            clock: clock
        )
        isReissuing = false
        guard !isSame else { return }
        generations += 1
        gate.replaceCredential()
    }

    /// The cloud took the credential.
    mutating func succeeded(_ lease: CredentialLease) {
        if lease.generation == cached?.generation { cached?.isUntriedReissue = false }
        gate.leave(lease.id, proving: true)
    }

    /// The outcome says nothing about the credential.
    mutating func released(_ lease: CredentialLease) {
        gate.leave(lease.id, proving: false)
    }

    /// The cloud refused the signature; false when that was reported before.
    mutating func refused(_ lease: CredentialLease, of key: AccessKey, _ error: AutomationError) -> Bool {
        guard gate.refuse(lease.id) else { return false }
        guard gate.isShut, stop == nil else { return true }
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
        return true
    }

    /// The cloud no longer takes the credential; true when another one is worth trying.
    mutating func invalidate(after lease: CredentialLease) -> Bool {
        gate.leave(lease.id, proving: false)
        // Somebody else has done it already.
        guard let cached, cached.generation == lease.generation else { return true }
        guard !cached.isUntriedReissue else { return false }
        self.cached = nil
        isReissuing = true
        return true
    }

    private mutating func makeLease(_ current: CachedCredential) -> CredentialLease {
        leases += 1
        return CredentialLease(resolved: current.resolved, id: leases, generation: current.generation)
    }
}
