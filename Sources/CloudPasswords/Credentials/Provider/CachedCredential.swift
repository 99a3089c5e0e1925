import AutomationCore
import Foundation

/// A credential that a provider holds, and when it must be looked after.
struct CachedCredential: Sendable {
    /// No request is begun with a credential that ends sooner than this: it has to last until the cloud has looked.
    static let longestMargin = Duration.seconds(60)
    /// A new one is fetched this long ahead at most. The metadata service has the next key six hours ahead.
    static let longestLead = Duration.seconds(40 * 60)

    let resolved: ResolvedCredential
    /// Counted from 1; another number means another credential.
    let generation: Int
    /// Whether it replaced one that the cloud did not take, and has not been taken itself so far.
    var isUntriedReissue: Bool
    /// When it ends, and from when on the next one is fetched; nil when it does not end.
    private let times: (end: MonotonicInstant, useUntil: MonotonicInstant, renewFrom: MonotonicInstant)?

    /// Puts a credential down.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when it has ended already.
    init(
        _ resolved: ResolvedCredential,
        generation: Int,
        isReissue: Bool,
        clock: any WorldClock
    ) throws(AutomationError) {
        self.resolved = resolved
        self.generation = generation
        isUntriedReissue = isReissue
        guard let expiresAt = resolved.credential.expiresAt else {
            times = nil
            return
        }
        // From here on the monotonic clock counts: somebody who sets the wall clock must not end credentials.
        let lifetime = Duration.seconds(expiresAt.timeIntervalSince(clock.wallTime))
        guard lifetime > .zero else {
            throw AutomationError(
                .authentication,
                "the credential from \(resolved.origin) has expired \(DurationText.format(.zero - lifetime)) ago",
                hint: "get a new one; or is this machine's clock wrong?"
            )
        }
        let end = clock.now.advanced(by: lifetime)
        times = (
            end,
            end.advanced(by: .zero - min(Self.longestMargin, lifetime / 10)),
            end.advanced(by: .zero - min(Self.longestLead, lifetime / 4))
        )
    }

    /// Whether a request may still be begun with it.
    func isUsable(at now: MonotonicInstant) -> Bool {
        times.map { now < $0.useUntil } ?? true
    }

    /// Whether it is time to fetch the next one.
    func isDue(at now: MonotonicInstant) -> Bool {
        times.map { now >= $0.renewFrom } ?? false
    }
}
