import AutomationCore
import Synchronization

/// What a service learns about the account that spares later calls a request.
final class ServerMemory: Sendable {
    /// How the project's servers can be listed.
    enum ListingRight: Sendable {
        /// As the API offers it to everybody.
        case plain
        /// Only within the enterprise projects that the account has rights in.
        case withinEnterpriseProjects
        /// Not at all.
        case none
    }

    let keyPairs: KeyPairMemory
    let details: DetailBatch
    private let listing = Mutex(ListingRight.plain)

    init(world: World) {
        keyPairs = KeyPairMemory(world: world)
        details = DetailBatch(world: world)
    }

    /// How servers can be listed, as far as is known.
    var listingRight: ListingRight {
        get { listing.withLock { $0 } }
        set { listing.withLock { $0 = newValue } }
    }
}
