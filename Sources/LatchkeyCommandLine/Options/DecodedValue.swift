import AutomationCore

/// A value of a JSON document.
struct DecodedValue: Decodable {
    let value: Value

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            value = .none
        } else if let flag = try? single.decode(Bool.self) {
            value = .boolean(flag)
        } else if let whole = try? single.decode(Int64.self) {
            value = .integer(whole)
        } else if let number = try? single.decode(Double.self) {
            value = .number(number)
        } else if let text = try? single.decode(String.self) {
            value = .string(text)
        } else if let list = try? single.decode([DecodedValue].self) {
            value = .list(list.map(\.value))
        } else {
            value = .record(try single.decode([String: DecodedValue].self).mapValues(\.value))
        }
    }
}
