import Foundation

/// The injections that were observed for one image and flavor.
public struct InjectionHistory: Sendable, Hashable {
    /// The image and flavor.
    public var key: InjectionKey
    /// The injections.
    public var records: [InjectionRecord]

    /// Puts a history together.
    public init(key: InjectionKey, records: [InjectionRecord]) {
        self.key = key
        self.records = records
    }

    /// The date of the most recent record.
    var latest: Date { records.lazy.map(\.date).max() ?? .distantPast }
}

extension InjectionHistory: Codable {
    private enum Member: String, CodingKey {
        case image
        case flavor
        case records
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        key = InjectionKey(
            image: try members.decodeIfPresent(String.self, forKey: .image),
            flavor: try members.decodeIfPresent(String.self, forKey: .flavor)
        )
        records = try members.decode([Sound<InjectionRecord>].self, forKey: .records).compactMap(\.value)
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encodeIfPresent(key.image, forKey: .image)
        try members.encodeIfPresent(key.flavor, forKey: .flavor)
        try members.encode(records, forKey: .records)
    }
}
