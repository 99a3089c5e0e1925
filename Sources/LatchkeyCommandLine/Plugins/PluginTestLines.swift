import PluginHost
import Synchronization

/// Shows each check as soon as it is done.
final class PluginTestLines: Sendable {
    private let isSilent: Bool
    private let hints = Mutex<Set<String>>([])
    private let lastSkipped = Mutex<ConformanceOutcome?>(nil)

    init(isSilent: Bool) {
        self.isSilent = isSilent
    }

    func add(_ outcome: ConformanceOutcome) {
        guard !isSilent else { return }
        let (word, reason) = PluginTestReport.words(outcome.result)
        let isMoreOfTheSame = lastSkipped.withLock { last in
            defer { last = word == "skipped" ? outcome : nil }
            return last?.name == outcome.name && last?.result == outcome.result
        }
        // The rules of secret stores are many; where none can be tried, the first stands for all.
        guard !isMoreOfTheSame else { return }
        let head = TableText.padded(word, to: 8) + TableText.padded(outcome.name, to: 17)
        Console.result(head + outcome.sentence + (word == "skipped" ? " (\(reason ?? ""))" : ""))
        if word == "failed", let reason { Console.result("        " + TableText.plain(reason)) }
        // What several checks need is said once.
        let isNew = hints.withLock { hints in outcome.hint.map { hints.insert($0).inserted } ?? false }
        if isNew, let hint = outcome.hint { Console.result("        " + TableText.plain(hint)) }
    }
}
