import Foundation
import Synchronization

/// By how much this machine's calendar differs from the cloud's, as the `Date` header of its latest answer tells.
///
/// For the ages of servers, whose launch the cloud dates by its own clock. Signatures have the ``ClockOffset``, which an
/// answer cannot move to and fro.
package final class ServerClock: Sendable {
    /// The header counts whole seconds, and an answer is some time under way.
    private static let tolerance = Duration.seconds(5)

    private let difference = Mutex(Duration.zero)

    package init() {}

    /// What to add to this machine's time; zero while nothing is known against it.
    package var offset: Duration { difference.withLock { $0 } }

    /// Takes note of a header that came at `local`.
    func observe(httpDate header: String, at local: Date) {
        guard let value = ClockSkew.correction(httpDate: header, at: local) else { return }
        let isSmall = value < Self.tolerance && value > .zero - Self.tolerance
        difference.withLock { $0 = isSmall ? .zero : value }
    }
}
