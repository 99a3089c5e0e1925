import Foundation
import Testing

/// Runs cases one after another, and says which one is under way.
struct FuzzLoop {
    /// After so many failures there is nothing more to learn.
    private static let mostFailures = 10

    let shard: Int
    private let turns = FuzzTarget.all.flatMap { Array(repeating: $0, count: $0.weight) }

    init(shard: Int) {
        self.shard = shard
    }

    /// Runs this shard's part of the cases.
    ///
    /// - Returns: how many ran, and how many of them showed an error.
    func run() async throws -> (cases: Int, errors: Int) {
        let progress = FuzzSettings.progress.flatMap(FileHandle.init(forWritingAtPath:))
        var (cases, errors, failures) = (0, 0, 0)
        for number in FuzzSettings.first..<(FuzzSettings.first + FuzzSettings.cases)
        where number % FuzzSettings.shards == shard {
            if let progress {
                try progress.seek(toOffset: UInt64(shard * 20))
                try progress.write(
                    contentsOf: Data((String(number) + String(repeating: " ", count: 19)).utf8.prefix(19))
                )
            }
            let (texts, leak) = try await Self.run(number, turns)
            cases += 1
            errors += texts > 0 ? 1 : 0
            if let leak {
                failures += 1
                Issue.record("case \(number) of seed \(FuzzSettings.seed): \(leak)")
                if failures == Self.mostFailures { break }
            }
        }
        return (cases, errors)
    }

    /// Runs one case, which depends on nothing but the seed and its number.
    private static func run(_ number: Int, _ turns: [FuzzTarget]) async throws -> (texts: Int, leak: String?) {
        var mutator = FuzzMutator(random: FuzzRandom(seed: FuzzSettings.seed, case: number))
        let target = mutator.random.pick(turns)
        let input = mutator.mutated(target.corpus, sparing: target.spared)
        let texts = try await target.run(input, &mutator)
        if let text = FuzzSecrets.leak(in: texts, of: input, isKey: target.isKey, more: target.secrets) {
            return (texts.count, "\(target.name) shows what it must not: \(text.prefix(600))")
        }
        // What a person reads is short, but for a gateway's echo, which has a limit of its own.
        if let long = texts.first(where: { $0.utf8.count > 600 * 1024 }) {
            return (texts.count, "\(target.name) tells a story of \(long.utf8.count) bytes")
        }
        return (texts.count, nil)
    }
}
