import AutomationCore
import Foundation

/// A clock whose calendar is off by what somebody says at the moment.
struct MovedClock: WorldClock {
    let base: any WorldClock
    let skew: @Sendable () -> TimeInterval

    init(base: any WorldClock, skew: @escaping @Sendable () -> TimeInterval) {
        self.base = base
        self.skew = skew
    }

    var now: MonotonicInstant { base.now }

    var wallTime: Date { base.wallTime.addingTimeInterval(skew()) }

    func sleep(until deadline: MonotonicInstant) async throws {
        try await base.sleep(until: deadline)
    }
}
