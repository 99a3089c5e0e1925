import ArgumentParser
import AutomationCore
import CloudPasswords

/// `--rate 50/m` or `--rate get=50/m`.
struct RateOption: ExpressibleByArgument {
    /// The kinds that can be named.
    static let kinds = QuotaClass.allCases.map(\.rawValue).joined(separator: ", ")

    /// What it is about; nil for everything.
    var quota: QuotaClass?
    var limit: QuotaLimit

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let text = parts.last, let limit = try? QuotaLimit(text) else { return nil }
        self.limit = limit
        guard parts.count == 2 else { return }
        guard let quota = QuotaClass(rawValue: parts[0]) else { return nil }
        self.quota = quota
    }
}
