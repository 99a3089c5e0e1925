import Foundation
import PluginHost

/// What a plugin was held against, and what came of it.
struct PluginTestReport {
    private struct Document: Encodable {
        struct Check: Encodable {
            var name: String
            var sentence: String
            var result: String
            var reason: String?
            var hint: String?
        }

        var checks: [Check]
        var ok: Int
        var failed: Int
        var skipped: Int
    }

    private let document: Document

    init(_ outcomes: [ConformanceOutcome]) {
        let checks = outcomes.map { outcome in
            let (word, reason) = Self.words(outcome.result)
            return Document.Check(
                name: outcome.name,
                sentence: outcome.sentence,
                result: word,
                reason: reason,
                hint: outcome.hint
            )
        }
        func count(_ word: String) -> Int { checks.count { $0.result == word } }
        document = Document(checks: checks, ok: count("ok"), failed: count("failed"), skipped: count("skipped"))
    }

    /// How many checks it has failed.
    var failed: Int { document.failed }

    /// One line about all of them.
    var summary: String { "\(document.ok) ok, \(document.failed) failed, \(document.skipped) skipped" }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    /// How a check went: one word, and what there is to say beside it.
    static func words(_ result: ConformanceOutcome.Result) -> (word: String, reason: String?) {
        switch result {
        case .passed: ("ok", nil)
        case .failed(let reason): ("failed", reason)
        case .skipped(let reason): ("skipped", reason)
        }
    }
}
