/// The simulator's randomness: SplitMix64, so that the same seed gives the same run on every machine.
///
/// Not for secrets that anybody relies on: everything it draws can be drawn again by whoever knows the seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
    private static let digits = Array("0123456789abcdef")

    private var state: UInt64

    /// Starts the sequence that belongs to `seed`.
    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        // Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`.
    ///
    /// The standard library may change how it maps bits to ranges; a run that is to be repeated for ever must not
    /// depend on that. The bias is below one in a billion for the small bounds used here.
    mutating func number(below bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    /// A number from 0 up to, not including, 1.
    mutating func fraction() -> Double {
        Double(next() >> 11) / Double(1 << 53)
    }

    /// A whole number of milliseconds within `range`.
    mutating func duration(in range: ClosedRange<Duration>) -> Duration {
        let width = (range.upperBound - range.lowerBound).seconds * 1000
        return range.lowerBound + .milliseconds(number(below: Int(width) + 1))
    }

    /// One of `choices`; nil when there are none.
    mutating func choice<Choice>(of choices: [Choice]) -> Choice? {
        choices.isEmpty ? nil : choices[number(below: choices.count)]
    }

    /// `count` lower-case hexadecimal digits.
    mutating func hexadecimal(_ count: Int) -> String {
        String((0..<count).map { _ in Self.digits[number(below: 16)] })
    }

    /// A random UUID, version 4, in lower case.
    mutating func uuid() -> String {
        let variant = Array("89ab")[number(below: 4)]
        return "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-\(variant)\(hexadecimal(3))-\(hexadecimal(12))"
    }

    /// A generator of its own, so that draws for one purpose do not shift the draws for another.
    mutating func forked() -> SeededGenerator {
        SeededGenerator(seed: next())
    }
}
