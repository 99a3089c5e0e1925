/// The smallest piece of a script that means something.
struct Token {
    enum Kind: Equatable {
        case name(String)
        case string([UInt8])
        case integer(Int64)
        case number(Double)
        case symbol(Symbol)
        case endOfFile
    }

    let kind: Kind
    /// Its first byte.
    let start: Int
    /// The byte behind it.
    let end: Int

    func `is`(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }

    var symbol: Symbol? {
        if case .symbol(let symbol) = kind { symbol } else { nil }
    }
}
