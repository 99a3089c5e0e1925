import Foundation

/// Who has failed to sign how often.
///
/// Source: API Request Signing Guide, "AK access failed to reach the limit": after more than five failures in a row a
/// key is locked for five minutes.
struct AccessKeyLocks: Sendable {
    private static let mostFailures = 5
    private static let lockDuration: TimeInterval = 300

    private var failures: [String: Int] = [:]
    private var lockedUntil: [String: Date] = [:]

    mutating func isLocked(_ keyID: String, at now: Date) -> Bool {
        guard let end = lockedUntil[keyID] else { return false }
        if now < end { return true }
        lockedUntil[keyID] = nil
        return false
    }

    mutating func noteSuccess(_ keyID: String) {
        failures[keyID] = nil
    }

    mutating func noteFailure(_ keyID: String, at now: Date) {
        failures[keyID, default: 0] += 1
        guard failures[keyID, default: 0] > Self.mostFailures else { return }
        failures[keyID] = nil
        lockedUntil[keyID] = now.addingTimeInterval(Self.lockDuration)
    }
}
