/// Where all randomness comes from: nothing else in Latchkey draws a random number.
public protocol RandomSource: Sendable {
    /// The next 64 random bits.
    func next() -> UInt64
}

/// The system's cryptographically secure generator.
public struct SystemRandomSource: RandomSource {
    /// Makes a source; all of them draw from the same system generator.
    public init() {}

    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

/// A world's randomness in the shape that the standard library's shuffles and ranges ask for.
public struct WorldRandomNumberGenerator: RandomNumberGenerator, Sendable {
    private let source: any RandomSource

    /// Draws from `source`.
    public init(_ source: any RandomSource) {
        self.source = source
    }

    public mutating func next() -> UInt64 {
        source.next()
    }
}
