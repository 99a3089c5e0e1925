import AutomationCore

extension Value {
    /// The value as somebody would type it on a command line.
    var plainText: String {
        switch self {
        case .none: "nil"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): text
        case .list(let values): values.map(\.plainText).joined(separator: ",")
        case .object(let object): object.displayText
        case .bytes, .record, .error, .function: "a \(typeName)"
        }
    }
}
