/// How a line can go on at the place where somebody stands in it.
public struct SessionCompletion: Sendable, Equatable {
    /// What can be inserted without a choice; empty when there is none, or nothing is sure.
    public var insertion: String
    /// The names that fit, sorted.
    public var candidates: [String]

    /// Makes the completion of `prefix`.
    ///
    /// - Parameters:
    ///   - functions: Names that are called.
    ///   - others: All other names.
    init(of prefix: String, functions: some Sequence<String>, others: some Sequence<String>) {
        let called = Set(functions.filter { $0.hasPrefix(prefix) })
        candidates = called.union(others.filter { $0.hasPrefix(prefix) }).sorted()
        guard var common = candidates.first else {
            insertion = ""
            return
        }
        for name in candidates { common = String(zip(common, name).prefix { $0 == $1 }.map(\.0)) }
        insertion = String(common.dropFirst(prefix.count))
        if candidates.count == 1, called.contains(common) { insertion += "(" }
    }
}
