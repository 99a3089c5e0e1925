import Foundation

/// When the initial password of a server is there: a probability for every age, in cloud time since the launch.
///
/// A snapshot, made by ``InjectionExperience/model(for:)``; every question costs no more than a search in a table.
/// Ages below zero, which a clock that is off leads to, count as zero.
public struct InjectionModel: Sendable, Equatable {
    /// How far the table goes: no answer is later.
    public static let horizon = Duration.seconds(1800)

    // Every 15 seconds from zero to the horizon: the probability that the password is not there yet. Between two
    // points it falls in a straight line, as that of every window does.
    private let missing: [Double]

    /// Mixes the windows by weights, given as logarithms that need not add up to anything.
    init(logWeights: [Double]) {
        let windows = InjectionWindows.standard
        let largest = logWeights.max() ?? 0
        var total = 0.0
        let pointCount = Int((Self.horizon / .seconds(1)) / InjectionWindows.step) + 1
        // By how much the density rises and falls at every point: each window adds a step up and a step down.
        var steps = [Double](repeating: 0, count: pointCount)
        for index in logWeights.indices {
            let weight = exp(logWeights[index] - largest)
            // What has no influence on any answer need not be added.
            guard weight > 1e-15 else { continue }
            let range = windows.ranges[index]
            let density = weight / Double(range.upperBound - range.lowerBound)
            total += weight
            steps[range.lowerBound] += density
            steps[range.upperBound] -= density
        }
        var density = 0.0
        var arrived = 0.0
        var missing: [Double] = []
        missing.reserveCapacity(pointCount)
        for point in 0..<pointCount {
            let strays = InjectionWindows.strays(after: Double(point) * InjectionWindows.step)
            missing.append((1 - InjectionWindows.strayShare) * (1 - arrived) + InjectionWindows.strayShare * strays)
            density += steps[point]
            // Rounding must let no probability pass one, and none fall.
            arrived = min(1, arrived + max(0, density / total))
        }
        self.missing = missing
    }

    /// How likely the password is there at an age.
    ///
    /// - Parameter emptyAt: The age at the last look, which found nothing; nil when there was none.
    /// - Returns: Between 0 and 1; 0 when `age` is not after `emptyAt`.
    public func probabilityReady(at age: Duration, emptyAt: Duration? = nil) -> Double {
        let earlier = Self.seconds(emptyAt ?? .zero)
        let later = Self.seconds(age)
        guard later > earlier else { return 0 }
        // Behind the table only strays are left, and they come as they please.
        if earlier >= Self.seconds(Self.horizon) { return 1 - InjectionWindows.strays(after: later - earlier) }
        return min(1, max(0, 1 - probabilityMissing(at: later) / probabilityMissing(at: earlier)))
    }

    /// The earliest age at which the password is there with a probability; nil when that lies beyond ``horizon``.
    ///
    /// It is rounded up to a millisecond, so that the probability at this age is never below the one asked for.
    ///
    /// - Parameters:
    ///   - probability: What ``probabilityReady(at:emptyAt:)`` is to reach; with 0 or less the answer is `emptyAt`.
    ///   - emptyAt: The age at the last look, which found nothing; nil when there was none.
    public func age(atProbability probability: Double, emptyAt: Duration? = nil) -> Duration? {
        let earlier = Self.seconds(emptyAt ?? .zero)
        guard earlier < Self.seconds(Self.horizon), probability < 1 else { return nil }
        guard probability > 0 else { return .seconds(earlier) }
        let target = probabilityMissing(at: earlier) * (1 - probability)
        // The first point at which no more is missing than that.
        var low = Int(earlier / InjectionWindows.step)
        var high = missing.count
        while low < high {
            let middle = (low + high) / 2
            if missing[middle] <= target { high = middle } else { low = middle + 1 }
        }
        guard low < missing.count else { return nil }
        var seconds = 0.0
        if low > 0 {
            let fraction = (missing[low - 1] - target) / (missing[low - 1] - missing[low])
            seconds = (Double(low - 1) + min(1, max(0, fraction))) * InjectionWindows.step
        }
        return .milliseconds(Int((max(seconds, earlier) * 1000 + 1e-6).rounded(.up)))
    }

    private func probabilityMissing(at seconds: Double) -> Double {
        let position = seconds / InjectionWindows.step
        guard position < Double(missing.count - 1) else {
            return InjectionWindows.strayShare * InjectionWindows.strays(after: seconds)
        }
        let point = Int(position)
        return missing[point] + (missing[point + 1] - missing[point]) * (position - Double(point))
    }

    private static func seconds(_ age: Duration) -> Double {
        max(0, age / .seconds(1))
    }
}
