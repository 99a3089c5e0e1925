public import AutomationCore
import Synchronization

/// Holds the credential of a run, renews it ahead of its end, and sees that a wrong key is not locked by trying it.
///
/// However many wait for a credential, one of them is fetched; whoever is cancelled meanwhile leaves alone. A fetch that
/// failed fails for those who waited for it, and the next who asks tries again.
///
/// Until one request that was signed with an access key has succeeded, at the start and after each renewal, one lease is
/// out at a time. The second refusal of a signature in a row ends the run: every further lease is an error. Tokens
/// cannot be locked, so they are given out freely.
///
/// Every request asks and reports, and hardly ever has to wait: so its state stands behind a lock, and not in an actor,
/// to and from which every request would have to travel twice.
public final class CredentialProvider: Sendable {
    /// How long after a renewal that failed, or brought nothing new, the next is tried while the old one still serves.
    static let renewalPause = Duration.seconds(60)

    private let source: any CredentialSource
    private let world: World
    private let state = Mutex(CredentialState())
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
            try Task.checkCancellation()
            let now = world.clock.now
            var isFetching = false
            var ticket: WaitingLine<Void>.Ticket?
            let admission = try state.withLock { state throws(AutomationError) in
                let admission = try state.admit(at: now)
                if case .missing = admission { return admission }
                isFetching = state.beginsFetching(at: now)
                // Whoever waits joins the line before anything can change.
                if case .proving = admission { ticket = gateLine.join() }
                return admission
            }
            if isFetching { startFetching() }
            if case .lease(let lease) = admission { return lease }
            if let ticket { try await gateLine.wait(ticket) } else { _ = try await current() }
        }
    }

    /// Reports that the cloud took the credential, whatever it made of the request otherwise.
    public func succeeded(_ lease: CredentialLease) {
        state.withLock { $0.succeeded(lease) }
        gateLine.wake()
    }

    /// Reports that the outcome says nothing about the credential: no answer came, or the request was never sent.
    public func released(_ lease: CredentialLease) {
        state.withLock { $0.released(lease) }
        gateLine.wake()
    }

    /// Reports that the cloud refused the signature.
    ///
    /// The second report in a row ends the run. A refusal of the date alone counts too, and the corrected request that
    /// follows ends the row.
    public func refused(_ lease: CredentialLease, _ error: AutomationError) {
        guard case .accessKey(let key, _) = lease.credential else { return }
        if state.withLock({ $0.refused(lease, of: key, error) }) { gateLine.wake() }
    }

    /// Reports that the cloud no longer takes the credential, a token that it calls invalid, so that a new one is
    /// fetched for the next lease.
    ///
    /// - Returns: Whether sending the request again with a new lease is worth it. It is not when the credential was
    ///   itself fetched for this reason and has not been taken since.
    @discardableResult
    public func invalidate(after lease: CredentialLease) -> Bool {
        defer { gateLine.wake() }
        return state.withLock { $0.invalidate(after: lease) }
    }

    /// The credential that requests are begun with now: fetches it when there is none, and the next one ahead of time.
    private func current() async throws -> CachedCredential {
        while true {
            try Task.checkCancellation()
            let now = world.clock.now
            let (usable, ticket, isFetching) = state.withLock { state in
                let usable = state.usable(at: now)
                return (usable, usable == nil ? fetchers.join() : nil, state.beginsFetching(at: now))
            }
            if isFetching { startFetching() }
            if let usable { return usable }
            if let ticket { try await fetchers.wait(ticket) }
        }
    }

    /// Fetches in a task of its own: it belongs to all who wait, so that none of them can cancel it.
    private func startFetching() {
        Task(executorPreference: world.executor) { await self.fetch() }
    }

    private func fetch() async {
        let outcome: Result<CredentialAnswer, any Error>
        do {
            outcome = .success(try await source.resolve())
        } catch {
            outcome = .failure(error)
        }
        let clock = world.clock
        // In one step: who came in between would fetch once more, or hear of a failure that is not its own.
        state.withLock { state in
            state.endFetching(nextRenewal: clock.now.advanced(by: Self.renewalPause))
            do {
                switch try outcome.get() {
                case .found(let resolved): try state.keep(resolved, clock: clock)
                case .notConfigured(let reason):
                    throw AutomationError(.authentication, "there is no credential; \(source.name): \(reason)")
                }
                fetchers.wake()
            } catch {
                // Nothing is kept of it: who asks next tries again.
                fetchers.fail(error)
            }
        }
        gateLine.wake()
    }
}
