import Foundation

/// How much is fuzzed: little in every test run, more by `scripts/fuzz`.
enum FuzzSettings {
    /// How many cases run.
    static let cases = number("CASES") ?? 12_000
    /// What the cases are drawn from: the same seed gives the same cases.
    static let seed = UInt64(clamping: number("SEED") ?? 1)
    /// The number of the first case, to run one alone.
    static let first = number("FIRST") ?? 0
    /// How many cases run at a time.
    static let shards = 2
    /// Where the number of the case under way is written, by shard; nil when nobody watches.
    static let progress = ProcessInfo.processInfo.environment["LATCHKEY_FUZZ_PROGRESS"]
    /// After how many minutes a run is taken for hanging, in every test run: a hundred times what it takes.
    static let minutes = max(5, cases / 5000)

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment["LATCHKEY_FUZZ_\(name)"].flatMap { Int($0) }
    }
}
