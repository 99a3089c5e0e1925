public import Foundation

/// What runs remember for later ones: how long injections take, and what the cloud lets through.
///
/// Nothing that names a server, a person or a secret is in it: of servers only image id, flavor id and seconds, of
/// limits an opaque key (part of a digest, which the caller makes), a number and seconds.
public struct RunMemory: Sendable, Hashable {
    /// The version of the format that is written, and the only one that is read.
    public static let currentVersion = 1
    /// As many images and flavors are remembered, and as many limits.
    static let largestSection = 200
    /// As many injections are remembered for each image and flavor.
    static let largestHistory = InjectionEvidence.largestReadyCount
    /// The longest id or key that is remembered, in bytes.
    static let longestName = 128

    /// The version of the format.
    public let version: Int
    /// The injections, per image and flavor.
    public var injections: [InjectionHistory]
    /// The learned limits, by keys that the caller makes.
    public var quotas: [String: QuotaMemory]

    /// Puts a memory together.
    public init(injections: [InjectionHistory] = [], quotas: [String: QuotaMemory] = [:]) {
        version = Self.currentVersion
        self.injections = injections
        self.quotas = quotas
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { injections.isEmpty && quotas.isEmpty }

    /// The same with what another run has learned, of a limit the later word; within its bounds, the oldest forgotten.
    ///
    /// - Parameter now: The present. What claims to be from the future is left out: it would never be forgotten.
    public func adding(_ other: RunMemory, now: Date) -> RunMemory {
        let latest = now.addingTimeInterval(86_400)
        var histories: [InjectionKey: [InjectionRecord]] = [:]
        for history in injections + other.injections where history.key.isShort {
            histories[history.key, default: []] += history.records.filter { $0.date <= latest }
        }
        let kept = histories.filter { !$1.isEmpty }.map { key, records in
            // The sort is stable: records of the same second stay in order.
            InjectionHistory(key: key, records: records.sorted { $0.date < $1.date }.suffix(Self.largestHistory))
        }
        let limits = quotas.merging(other.quotas) { $0.learnedAt > $1.learnedAt ? $0 : $1 }.filter {
            $0.utf8.count <= Self.longestName && $1.isPlausible && $1.learnedAt <= latest
        }
        return RunMemory(
            injections: Self.newest(kept) { ($0.latest, $0.key.image ?? "", $0.key.flavor ?? "") },
            quotas: Dictionary(Self.newest(Array(limits)) { ($0.value.learnedAt, $0.key, "") }) { first, _ in first }
        )
    }

    /// The newest entries that there is room for, in an order that does not depend on that of a dictionary.
    private static func newest<Entry>(_ entries: [Entry], by order: (Entry) -> (Date, String, String)) -> [Entry] {
        Array(entries.sorted { order($0) < order($1) }.suffix(largestSection))
    }
}

extension RunMemory: Codable {
    private enum Member: String, CodingKey {
        case version
        case injections
        case quotas
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        version = try members.decode(Int.self, forKey: .version)
        let histories = try members.decodeIfPresent([Sound<InjectionHistory>].self, forKey: .injections)
        injections = (histories ?? []).compactMap(\.value)
        let limits = try members.decodeIfPresent([String: Sound<QuotaMemory>].self, forKey: .quotas)
        quotas = (limits ?? [:]).compactMapValues(\.value)
    }
}

extension InjectionKey {
    fileprivate var isShort: Bool {
        [image, flavor].allSatisfy { ($0?.utf8.count ?? 0) <= RunMemory.longestName }
    }
}
