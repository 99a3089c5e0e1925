import AutomationCore
import Foundation

/// A clock whose calendar is off.
struct SkewedClock: WorldClock {
    let base: any WorldClock
    let skew: TimeInterval

    var now: MonotonicInstant { base.now }

    var wallTime: Date { base.wallTime.addingTimeInterval(skew) }

    func sleep(until deadline: MonotonicInstant) async throws {
        try await base.sleep(until: deadline)
    }
}
