extension Value {
    /// The secrets in it, also in its lists and records.
    package var secrets: [Secret] {
        switch self {
        case .object(let object): (object as? Secret).map { [$0] } ?? []
        case .list(let values): values.flatMap(\.secrets)
        case .record(let fields): fields.values.flatMap(\.secrets)
        default: []
        }
    }
}
