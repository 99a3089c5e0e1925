import Foundation

/// The hypotheses about how long an injection takes: each says that the delay since the launch is equally likely
/// anywhere between a start and an end.
///
/// A small share of strays belongs to every hypothesis. Their delays have no end (an exponential distribution), so
/// that no look is ever impossible and one server that hangs does not overturn what a hundred others have shown.
///
/// Starts and ends lie on a grid, and the widths are graded: fine where a narrow window can be told from another,
/// coarse where it cannot.
struct InjectionWindows: Sendable {
    static let standard = InjectionWindows()

    /// The distance between two points of the grid, in seconds.
    static let step = 15.0
    /// The end of the last window, in seconds. From here on all hypotheses say the same.
    static let end = 1200.0
    /// The share of the delays that keep to no window.
    static let strayShare = 0.02
    /// The mean delay of strays, in seconds.
    static let strayMean = 900.0

    // "5 to 10 minutes" (ECS API reference, "Obtaining the Password for Logging In to an ECS"), in steps.
    private static let documented = 20..<40
    private static let documentedShare = 0.5
    // In steps: 15 seconds to 20 minutes.
    private static let widths = [1, 2, 4, 6, 8, 12, 16, 20, 28, 40, 60, 80]
    // After 12 minutes, windows start only at every other point; wide ones at every eighth of their width.
    private static let lastFineStart = 48

    /// The windows, in steps.
    let ranges: [Range<Int>]
    /// The logarithm of every window's weight before anything is learned.
    let logPriors: [Double]
    // In seconds, and one over seconds: what the likelihoods are computed from.
    private let starts: [Double]
    private let inverseWidths: [Double]

    private init() {
        let last = Int(Self.end / Self.step)
        var ranges: [Range<Int>] = []
        var weights: [Double] = []
        for width in Self.widths where width <= last {
            let starts = (0...(last - width)).filter {
                $0.isMultiple(of: max(1, width / 8)) && ($0 <= Self.lastFineStart || $0.isMultiple(of: 2))
            }
            // Every width has the same weight. Within it, what the documentation covers is likelier than the rest.
            let likings = starts.map { start in
                let covered = (start..<(start + width)).clamped(to: Self.documented).count
                return 0.1 + Double(covered) / Double(width)
            }
            let total = likings.reduce(0, +)
            ranges += starts.map { $0..<($0 + width) }
            weights += likings.map { $0 / total / Double(Self.widths.count) }
        }
        self.ranges = ranges
        logPriors = zip(ranges, weights).map { range, weight in
            log((1 - Self.documentedShare) * weight + (range == Self.documented ? Self.documentedShare : 0))
        }
        starts = ranges.map { Double($0.lowerBound) * Self.step }
        inverseWidths = ranges.map { 1 / (Double($0.count) * Self.step) }
    }

    /// The share of strays that have not come by an age in seconds.
    static func strays(after age: Double) -> Double {
        exp(-age / strayMean)
    }

    /// How likely every window makes the look, given that there was nothing at the look before: logarithms, in the
    /// order of ``ranges``. Nil when all say the same.
    func logLikelihoods(of observation: InjectionObservation) -> [Double]? {
        let earlier = max(0, (observation.emptyAt ?? .zero) / .seconds(1))
        let later = max(0, observation.outcomeAt / .seconds(1))
        // Two looks at the same moment, or a clock that was set back.
        guard later > earlier, earlier < Self.end else { return nil }
        if earlier == 0, later >= Self.end, observation.isReady { return nil }
        let earlierStrays = Self.strayShare * Self.strays(after: earlier)
        let laterStrays = Self.strayShare * Self.strays(after: later)
        var result = [Double](repeating: 0, count: ranges.count)
        // Most windows lie wholly before or behind a look, and many in a row say the same: one logarithm serves them.
        var lastLikelihood = 1.0
        var lastLogarithm = 0.0
        var index = 0
        while index < result.count {
            let start = starts[index]
            let inverseWidth = inverseWidths[index]
            let before = Self.clamped((earlier - start) * inverseWidth)
            let now = Self.clamped((later - start) * inverseWidth)
            let missingBefore = (1 - Self.strayShare) * (1 - before) + earlierStrays
            let missingNow = (1 - Self.strayShare) * (1 - now) + laterStrays
            let likelihood = (observation.isReady ? missingBefore - missingNow : missingNow) / missingBefore
            if likelihood != lastLikelihood {
                lastLikelihood = likelihood
                lastLogarithm = log(max(likelihood, 1e-12))
            }
            result[index] = lastLogarithm
            index += 1
        }
        return result
    }

    private static func clamped(_ value: Double) -> Double {
        value < 0 ? 0 : value > 1 ? 1 : value
    }
}
