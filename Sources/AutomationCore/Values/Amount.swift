/// So many of a whole: a number, or a share of it.
public enum Amount: Sendable, Equatable {
    case count(Int)
    /// From 0 to 1.
    case share(Double)

    /// Reads a whole number, or a text like `5%` or `0.5%`; nil when it is neither, negative, or more than the whole.
    public init?(_ value: Value) {
        switch value {
        case .integer(let count):
            guard count >= 0, let count = Int(exactly: count) else { return nil }
            self = .count(count)
        case .number(let number):
            guard number >= 0, let count = Int(exactly: number) else { return nil }
            self = .count(count)
        case .string(let text):
            guard text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) else {
                return nil
            }
            self = .share(percent / 100)
        default:
            return nil
        }
    }

    /// How many that are, of so many; parts of one do not count.
    public func count(of whole: Int) -> Int {
        switch self {
        case .count(let count): count
        case .share(let share): Int((share * Double(whole)).rounded(.down))
        }
    }
}
