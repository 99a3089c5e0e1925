public import Foundation

/// When one server's initial password came, as far as two looks can tell: neither its id nor its name.
///
/// Written as `[last empty age, age when it was there, date]`, in seconds; the date since 1970.
public struct InjectionRecord: Sendable, Hashable {
    /// The server's age at the last look that found nothing, in seconds; nil when the first look found it.
    public let emptyAt: Double?
    /// The server's age at the look that found the password, in seconds.
    public let readyAt: Double
    /// When that look was, in whole seconds.
    public let date: Date

    // A day after its launch nothing is to be learned from a server.
    private static let largestAge = 86_400.0
    // Until the year 5138; without a bound, a damaged number could stand for any time.
    private static let largestDate = 1e11

    /// Makes a record; nil when the ages contradict each other, or belong to no new server.
    public init?(emptyAt: Double?, readyAt: Double, date: Date) {
        guard readyAt > max(0, emptyAt ?? 0), readyAt <= Self.largestAge, emptyAt ?? 0 >= 0 else { return nil }
        let seconds = date.timeIntervalSince1970.rounded()
        guard (0...Self.largestDate).contains(seconds) else { return nil }
        self.emptyAt = emptyAt
        self.readyAt = readyAt
        self.date = Date(timeIntervalSince1970: seconds)
    }

    /// The record of a look that found a password; nil for one that did not.
    init?(_ observation: InjectionObservation, at date: Date) {
        guard observation.isReady else { return nil }
        // To the millisecond, for short files.
        func rounded(_ age: Duration) -> Double { max(0, ((age / .seconds(1)) * 1000).rounded() / 1000) }
        self.init(emptyAt: observation.emptyAt.map(rounded), readyAt: rounded(observation.outcomeAt), date: date)
    }

    /// The looks as they are learned from.
    var observations: [InjectionObservation] {
        let empty = emptyAt.map { Duration.milliseconds(Int(($0 * 1000).rounded())) }
        let ready = Duration.milliseconds(Int((readyAt * 1000).rounded()))
        let last = InjectionObservation(emptyAt: empty, outcomeAt: ready, isReady: true)
        return empty.map { [InjectionObservation(emptyAt: nil, outcomeAt: $0, isReady: false), last] } ?? [last]
    }
}

extension InjectionRecord: Codable {
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        let emptyAt = try values.decodeNil() ? nil : values.decode(Double.self)
        let readyAt = try values.decode(Double.self)
        let date = Date(timeIntervalSince1970: try values.decode(Double.self))
        guard let record = InjectionRecord(emptyAt: emptyAt, readyAt: readyAt, date: date) else {
            throw DecodingError.dataCorruptedError(in: values, debugDescription: "ages that contradict each other")
        }
        self = record
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        if let emptyAt { try values.encode(emptyAt) } else { try values.encodeNil() }
        try values.encode(readyAt)
        try values.encode(Int(date.timeIntervalSince1970))
    }
}
