import AutomationCore
package import Foundation

/// The difference between this machine's clock and the cloud's, in numbers and in words.
package enum ClockSkew {
    /// What to add to this machine's time, by the `Date` header of an answer that came at `local`; nil when the header
    /// is no date.
    package static func correction(httpDate header: String, at local: Date) -> Duration? {
        SigningDate.parse(httpDate: header).map { .seconds($0.timeIntervalSince(local).rounded()) }
    }

    /// `this machine's clock is 15m 1s behind the cloud's`
    package static func sentence(_ correction: Duration) -> String {
        let size = DurationText.format(correction < .zero ? .zero - correction : correction)
        return "this machine's clock is \(size) \(correction < .zero ? "ahead of" : "behind") the cloud's"
    }
}
