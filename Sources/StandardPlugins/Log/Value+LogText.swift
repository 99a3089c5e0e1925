import AutomationCore

extension Value {
    /// The value on one line of a log.
    var logText: String {
        switch self {
        case .none: "nil"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): text.split(whereSeparator: \.isNewline).joined(separator: " ")
        case .bytes(let bytes): "<\(bytes.count) bytes>"
        case .list(let values): "{" + values.map(\.logText).joined(separator: ", ") + "}"
        case .record(let fields):
            "{" + fields.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.logText)" }.joined(separator: ", ")
                + "}"
        case .error(let error): error.description
        case .function: "<function>"
        case .object(let object): object.displayText
        }
    }
}
